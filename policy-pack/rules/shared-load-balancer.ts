import { isUnknown } from "../reading/values";
import { broken, NO_PARAMETERS, resourceRule, undecided, type Finding } from "../rule";
import { at, type ResourceView } from "../stack-view";

const SERVICE = "kubernetes:core/v1:Service";
const INGRESS = "kubernetes:networking.k8s.io/v1:Ingress";

export const sharedLoadBalancer = resourceRule({
  id: "shared-load-balancer",
  level: "mandatory",
  requires: "Nothing in the cluster makes a load balancer of its own.",
  reason:
    "Each Service of type LoadBalancer and each Ingress of class alb makes a load balancer of its own, outside of plan, price and state.",
  fix: "Make the Service a ClusterIP and give it a target group and a rule on the stack's load balancer.",
  parameters: NO_PARAMETERS,
  types: [SERVICE, INGRESS],
  check: (object) => (object.type === SERVICE ? serviceFindings(object) : ingressFindings(object)),
});

function serviceFindings(service: ResourceView): Finding[] {
  const type = at(service.props, "spec", "type");
  if (isUnknown(type)) return [undecided(service, "spec.type")];
  return type === "LoadBalancer" ? [broken(service, "is of type LoadBalancer")] : [];
}

/** The annotation is the older way to name the class, and still works. */
function ingressFindings(ingress: ResourceView): Finding[] {
  const classes = [
    at(ingress.props, "spec", "ingressClassName"),
    at(ingress.props, "metadata", "annotations", "kubernetes.io/ingress.class"),
  ];
  if (classes.includes("alb")) return [broken(ingress, "is of class alb")];
  return classes.some(isUnknown) ? [undecided(ingress, "its class")] : [];
}
