import schemas from "../../tests/data/kubernetes-schemas.json";

const NAME = "aws.k8s.elbv2.v1beta1.TargetGroupBinding";

/**
 * The definition of TargetGroupBinding, put together again from the schema that an API server published for it.
 */
export function targetGroupBindingDefinition(): object {
  const { spec, status } = schemas.definitions[NAME].properties;
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "targetgroupbindings.elbv2.k8s.aws", annotations: {} },
    spec: {
      group: "elbv2.k8s.aws",
      names: {
        kind: "TargetGroupBinding",
        listKind: "TargetGroupBindingList",
        plural: "targetgroupbindings",
        singular: "targetgroupbinding",
      },
      scope: "Namespaced",
      versions: [
        {
          name: "v1beta1",
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: {
            openAPIV3Schema: {
              type: "object",
              properties: {
                apiVersion: { type: "string" },
                kind: { type: "string" },
                metadata: { type: "object" },
                spec: structural(spec),
                status: { ...structural(status), "x-kubernetes-preserve-unknown-fields": true },
              },
            },
          },
        },
      ],
    },
  };
}

/**
 * A JSON schema in the form that definitions have: what isn't named is unknown anyway, and a number or a text is one
 * of its own.
 */
function structural(schema: unknown): object {
  return plain(schema) as object;
}

function plain(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(plain);
  if (typeof schema !== "object" || schema === null) return schema;
  const { additionalProperties, anyOf, ...rest } = schema as Record<string, unknown>;
  const kept = additionalProperties === false || additionalProperties === undefined;
  return {
    ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, plain(value)])),
    ...(kept ? {} : { additionalProperties: plain(additionalProperties) }),
    ...(anyOf === undefined ? {} : { "x-kubernetes-int-or-string": true }),
  };
}
