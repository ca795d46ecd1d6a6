import { ofKind } from "../kinds";
import { podSpec } from "../pods";
import { problem, type Rule } from "./rule";
import { isLabelValue, isQualifiedName } from "./syntax";

export const nodeAffinities: Rule = (manifests) =>
  ofKind(manifests, "Deployment").flatMap((deployment) => {
    const {
      requiredDuringSchedulingIgnoredDuringExecution: required,
      preferredDuringSchedulingIgnoredDuringExecution: preferred = [],
    } = podSpec(deployment).affinity?.nodeAffinity ?? {};
    const terms = [
      ...(required?.nodeSelectorTerms ?? []),
      ...preferred.map(({ preference }) => preference ?? {}),
    ];
    const wrong = [
      ...terms.flatMap(({ matchExpressions = [] }) => matchExpressions).filter((each) => !isExpression(each)),
      ...preferred.filter(({ weight = 0 }) => weight < 1 || weight > 100),
      ...(required?.nodeSelectorTerms?.length === 0 ? [required] : []),
    ];
    return wrong.map((part) =>
      problem(deployment, "spec.template.spec.affinity.nodeAffinity", JSON.stringify(part)),
    );
  });

export const tolerations: Rule = (manifests) =>
  ofKind(manifests, "Deployment").flatMap((deployment) =>
    (podSpec(deployment).tolerations ?? [])
      .filter(({ key, operator = "Equal", value = "" }) =>
        operator === "Exists" ? value !== "" : !isQualifiedName(key ?? "") || !isLabelValue(value),
      )
      .map((each) => problem(deployment, "spec.template.spec.tolerations", JSON.stringify(each))),
  );

export const topologySpread: Rule = (manifests) =>
  ofKind(manifests, "Deployment").flatMap((deployment) => {
    const { topologySpreadConstraints: constraints = [] } = podSpec(deployment);
    const keys = constraints.map(
      ({ topologyKey, whenUnsatisfiable }) => `${topologyKey} ${whenUnsatisfiable}`,
    );
    return constraints
      .filter(({ maxSkew = 0 }, index) => maxSkew < 1 || keys.indexOf(keys[index]!) !== index)
      .map((each) =>
        problem(deployment, "spec.template.spec.topologySpreadConstraints", JSON.stringify(each)),
      );
  });

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/node-selector-requirement/ */
function isExpression({
  key = "",
  operator = "",
  values = [],
}: {
  key?: string;
  operator?: string;
  values?: string[];
}) {
  if (!isQualifiedName(key)) return false;
  if (operator === "In" || operator === "NotIn") return values.length > 0;
  return operator === "Exists" || operator === "DoesNotExist" ? values.length === 0 : values.length === 1;
}
