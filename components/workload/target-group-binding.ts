import type { Manifest } from "../manifest";

/**
 * Registers the pods behind an address of the cluster in a target group; the stack adds targetGroupARN and vpcID.
 * Everything that the controller's webhook would fill in is written out, or each preview would show its additions.
 */
export function targetGroupBinding(address: { name: string; namespace: string; port: number }): Manifest {
  return {
    apiVersion: "elbv2.k8s.aws/v1beta1",
    kind: "TargetGroupBinding",
    metadata: { name: address.name, namespace: address.namespace },
    spec: {
      serviceRef: { name: address.name, port: address.port },
      targetType: "ip",
      targetGroupProtocol: "HTTP",
      ipAddressType: "ipv4",
    },
  };
}
