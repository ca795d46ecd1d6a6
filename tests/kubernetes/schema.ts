import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import document from "../data/kubernetes-schemas.json";
import { kindOf, title, type Manifest } from "./manifests";

const INT32 = 2 ** 31;

const ajv = new Ajv({
  strict: true,
  allErrors: true,
  formats: {
    int32: { type: "number", validate: (value: number) => value >= -INT32 && value < INT32 },
    int64: { type: "number", validate: Number.isSafeInteger },
    byte: /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
    "date-time": (text: string) => !Number.isNaN(Date.parse(text)),
  },
});
ajv.addSchema({ $id: "kubernetes", definitions: document.definitions });

/** "apiVersion/Kind" -> "#/definitions/..." */
const KINDS: Record<string, string> = document.kinds;

/** What an API server's schema finds in an object: "Kind namespace/name: path: message". Empty when it is sound. */
export function schemaProblems(manifest: Manifest): string[] {
  const reference = KINDS[kindOf(manifest)];
  if (reference === undefined) return [`${title(manifest)}: kind: no schema for ${kindOf(manifest)}`];
  const validate: ValidateFunction = ajv.getSchema(`kubernetes${reference}`)!;
  return validate(manifest)
    ? []
    : validate.errors!.map((error) => `${title(manifest)}: ${path(error)}: ${message(error)}`);
}

/** "/spec/ports/0/name" as "spec.ports[0].name". */
function path({ instancePath }: ErrorObject): string {
  const keys = instancePath.split("/").slice(1);
  const unescaped = keys.map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  return unescaped
    .reduce((outer, key) => (/^\d+$/.test(key) ? `${outer}[${key}]` : `${outer}.${key}`), "")
    .slice(1);
}

function message({ message, params }: ErrorObject): string {
  const { additionalProperty, allowedValues } = params as {
    additionalProperty?: string;
    allowedValues?: string[];
  };
  if (additionalProperty !== undefined) return `unknown field "${additionalProperty}"`;
  return allowedValues === undefined ? message! : `must be one of ${allowedValues.join(", ")}`;
}
