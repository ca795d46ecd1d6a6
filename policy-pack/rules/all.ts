import type { Rule } from "../rule";
import { autoscalerOwnsSize } from "./autoscaler-owns-size";
import { boundedNamespaces } from "./bounded-namespaces";
import { containerResources } from "./container-resources";
import { costAllocationTags } from "./cost-allocation-tags";
import { encryptedVolumes } from "./encrypted-volumes";
import { finalizerOwners } from "./finalizer-owners";
import { gpuPools } from "./gpu-pools";
import { hourlyCeiling } from "./hourly-ceiling";
import { logRetention } from "./log-retention";
import { natCount } from "./nat-count";
import { nodeCount } from "./node-count";
import { oneDollarNumber } from "./one-dollar-number";
import { oneScalerPerResource } from "./one-scaler-per-resource";
import { poolBounds } from "./pool-bounds";
import { pricedResources } from "./priced-resources";
import { replicasWithinQuota } from "./replicas-within-quota";
import { scheduledZero } from "./scheduled-zero";
import { sharedLoadBalancer } from "./shared-load-balancer";
import { spotDiversity } from "./spot-diversity";
import { spotShare } from "./spot-share";
import { supportedKubernetes } from "./supported-kubernetes";

/** Every rule of the pack, those about dollars first. */
export const RULES: readonly Rule[] = [
  hourlyCeiling,
  oneDollarNumber,
  pricedResources,
  poolBounds,
  nodeCount,
  gpuPools,
  spotDiversity,
  spotShare,
  autoscalerOwnsSize,
  encryptedVolumes,
  natCount,
  costAllocationTags,
  supportedKubernetes,
  logRetention,
  containerResources,
  boundedNamespaces,
  replicasWithinQuota,
  oneScalerPerResource,
  sharedLoadBalancer,
  finalizerOwners,
  scheduledZero,
];
