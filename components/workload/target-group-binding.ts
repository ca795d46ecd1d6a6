import type { Manifest } from "../manifest";
import type { Service } from "../scaling/service";

/**
 * Registers the pods behind the service's address in its target group; the stack adds targetGroupARN and vpcID.
 * Everything that the controller's webhook would fill in is written out, or each preview would show its additions.
 */
export function targetGroupBinding(service: Service): Manifest {
  return {
    apiVersion: "elbv2.k8s.aws/v1beta1",
    kind: "TargetGroupBinding",
    metadata: { name: service.name, namespace: service.namespace },
    spec: {
      serviceRef: { name: service.name, port: service.settings.port },
      targetType: "ip",
      targetGroupProtocol: "HTTP",
      ipAddressType: "ipv4",
    },
  };
}
