import { at, entries, UNKNOWN, type StackView } from "../../stack-view";
import { ebsVolume, iopsBySize, priceVolumes } from "./ebs";
import { guarded, NoPrice, numberIn, type Part, type Pricer, type PricingContext, textOf } from "./pricer";
import { gibibytesIn } from "./quantity";

/** A claim that isn't bound to a volume of the program makes one. */
export const priceClaim: Pricer = ({ props }, context) => {
  const spec = at(props, "spec");
  return isBound(spec, at(props, "metadata"), context.stack)
    ? []
    : claimLines("volume of the claim", spec, 1, context);
};

/** A StatefulSet makes a claim from each template for each of its pods. */
export const priceStatefulSet: Pricer = ({ props }, context) => {
  const templates = at(props, "spec", "volumeClaimTemplates");
  if (templates === UNKNOWN) throw new NoPrice("its claims are unknown until up");
  if (entries(templates).length === 0) return [];
  const replicas = numberIn(at(props, "spec", "replicas") ?? 1, "replicas");
  return entries(templates).flatMap((template) =>
    claimLines(
      `${replicas === 1 ? "volume" : "volumes"} of ${textOf(at(template, "metadata", "name"))}`,
      at(template, "spec"),
      replicas,
      context,
    ),
  );
};

/**
 * The volumes that equal claims make; none where their class makes no EBS volumes.
 *
 * @param spec of a PersistentVolumeClaim
 */
export function claimLines(item: string, spec: unknown, count: number, context: PricingContext): Part[] {
  return guarded(() => {
    const storageClass = classOf(at(spec, "storageClassName"), context.stack);
    if (storageClass === "no EBS") return [];
    const gibibytes = gibibytesOf(at(spec, "resources", "requests", "storage"));
    const { kind, iops, iopsPerGibibyte, throughput } = storageClass;
    const volume = ebsVolume({
      kind,
      gibibytes,
      iops: iops ?? (iopsPerGibibyte === undefined ? undefined : bySize(kind, iopsPerGibibyte, gibibytes)),
      throughput,
    });
    return count === 0 ? [] : priceVolumes(item, volume, count, context);
  });
}

function bySize(kind: unknown, perGibibyte: unknown, gibibytes: number): number {
  return iopsBySize(kind, numberIn(perGibibyte, "iopsPerGB of its storage class"), gibibytes);
}

/** EBS makes whole GiB, and bills them under the name GB. */
function gibibytesOf(size: unknown): number {
  return Math.ceil(numberIn(gibibytesIn(size, "the size of its claim"), "the size of its claim"));
}

const CLASS = "kubernetes:storage.k8s.io/v1:StorageClass";
const VOLUME = "kubernetes:core/v1:PersistentVolume";

/** What EBS volumes a storage class makes, as its inputs say. */
interface EbsClass {
  kind: unknown;
  iops?: unknown;
  iopsPerGibibyte?: unknown;
  throughput?: unknown;
}

/** The class that EKS makes in each cluster, which is used where a program names none. */
const CLASS_OF_EKS: EbsClass = { kind: "gp2" };

/** The kind of volume that each provisioner of EBS makes where the class names none. */
const EBS_PROVISIONERS: ReadonlyMap<unknown, string> = new Map([
  ["ebs.csi.aws.com", "gp3"],
  ["ebs.csi.eks.amazonaws.com", "gp3"], // EKS Auto Mode
  ["kubernetes.io/aws-ebs", "gp2"],
]);

function classOf(name: unknown, stack: StackView): EbsClass | "no EBS" {
  if (name === UNKNOWN) throw new NoPrice("its storage class is unknown until up");
  const { classes, standard } = storageOf(stack);
  if (name === undefined || name === null) return standard ?? CLASS_OF_EKS;
  if (name === "") return "no EBS"; // a volume that somebody made
  const inProgram = classes.get(textOf(name));
  if (inProgram) return inProgram;
  const kind = /(?<![a-z0-9])(gp2|gp3|io1|io2|st1|sc1)(?![a-z0-9])/.exec(textOf(name))?.[1];
  if (kind) return { kind };
  if (/efs|fsx|nfs|local|s3/.test(textOf(name))) return "no EBS";
  throw new NoPrice(`its storage class ${textOf(name)} is not in the program`);
}

interface Storage {
  classes: ReadonlyMap<string, EbsClass | "no EBS">;
  standard: EbsClass | "no EBS" | undefined;
  /** `namespace/name` of the claims that persistent volumes are kept for, and the classes that they are of. */
  claimed: ReadonlySet<string>;
  volumeClasses: ReadonlySet<unknown>;
}

const storages = new WeakMap<StackView, Storage>();

/** The storage classes and persistent volumes of a program. */
function storageOf(stack: StackView): Storage {
  const known = storages.get(stack);
  if (known) return known;
  const resources = stack.ofType(CLASS);
  const classes = new Map(
    resources.map(({ name, props }) => [textOf(at(props, "metadata", "name") ?? name), ebsClass(props)]),
  );
  const standard = resources.find(
    ({ props }) =>
      textOf(at(props, "metadata", "annotations", "storageclass.kubernetes.io/is-default-class")) === "true",
  );
  const volumes = stack.ofType(VOLUME);
  const storage: Storage = {
    classes,
    standard: standard && ebsClass(standard.props),
    claimed: new Set(
      volumes.map(({ props }) => at(props, "spec", "claimRef")).map((claim) => claimKey(claim) ?? ""),
    ),
    volumeClasses: new Set(volumes.map(({ props }) => at(props, "spec", "storageClassName"))),
  };
  storages.set(stack, storage);
  return storage;
}

function ebsClass(props: Record<string, unknown>): EbsClass | "no EBS" {
  const provisioner = at(props, "provisioner");
  if (provisioner === UNKNOWN) return { kind: UNKNOWN };
  const standard = EBS_PROVISIONERS.get(provisioner);
  if (standard === undefined) return "no EBS";
  const parameters = at(props, "parameters");
  return {
    kind: at(parameters, "type") ?? standard,
    iops: at(parameters, "iops"),
    iopsPerGibibyte: at(parameters, "iopsPerGB"),
    throughput: at(parameters, "throughput"),
  };
}

/**
 * Whether a claim takes a volume that somebody made, which is billed there: it names the volume, the volume names the
 * claim, or both are of a class that makes none.
 */
function isBound(spec: unknown, metadata: unknown, stack: StackView): boolean {
  const volume = at(spec, "volumeName");
  if (typeof volume === "string" && volume !== "") {
    // An export has the name of the volume that the claim made
    return volume === UNKNOWN || !/^pvc-[0-9a-f-]{36}$/.test(volume);
  }
  const { claimed, classes, volumeClasses } = storageOf(stack);
  const key = claimKey(metadata);
  if (key !== undefined && claimed.has(key)) return true;
  const name = at(spec, "storageClassName");
  return typeof name === "string" && volumeClasses.has(name) && !classes.has(name);
}

function claimKey(named: unknown): string | undefined {
  const name = at(named, "name");
  if (typeof name !== "string" || name === UNKNOWN) return undefined;
  return `${textOf(at(named, "namespace") ?? "default")}/${name}`;
}
