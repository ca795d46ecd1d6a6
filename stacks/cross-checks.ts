import { certificateInRegion, imagesOfVersion, versionOfControllers, zonesInRegion } from "./checks/cluster";
import {
  everyServiceInEveryNamespace,
  limitRangeFitsServices,
  namespacesAreFree,
  quotaFitsServices,
} from "./checks/namespaces";
import {
  gpuMemoryFits,
  gpuPoolsAreMarked,
  gpusAreSharedAlike,
  oneArchitectureForEachService,
  servicesHavePools,
  spotReserveIsKept,
  systemPoolExists,
  tagsFit,
  typesAreSold,
} from "./checks/pools";
import { monthIsKept, waitsOutlastFallback } from "./checks/monitoring";
import {
  grafanaHasItsHost,
  hostsAreUnique,
  pathsAreReached,
  routesFit,
  rulesAreUnique,
} from "./checks/routes";
import {
  boundsInOrder,
  drainsLeavePods,
  prioritiesExist,
  queuesAreServed,
  spotServicesDontEvict,
  targetsCanBePassed,
  triggersAreMeasured,
} from "./checks/services";
import { nodesHaveAddresses } from "./node-room";
import type { Problem } from "./problems";
import type { StackSettings } from "./settings";

type Section = keyof StackSettings;

/** Conditions on settings of different sections. Each check runs when the sections that it reads are valid. */
const CHECKS: { reads: Section[]; check: (settings: StackSettings) => Problem[] }[] = [
  { reads: ["region", "network"], check: zonesInRegion },
  { reads: ["region", "loadBalancer"], check: certificateInRegion },
  { reads: ["cluster"], check: versionOfControllers },
  { reads: ["cluster", "pools"], check: imagesOfVersion },
  { reads: ["network", "pools"], check: nodesHaveAddresses },
  { reads: ["region", "pools"], check: typesAreSold },
  { reads: ["pools"], check: systemPoolExists },
  { reads: ["pools"], check: gpuPoolsAreMarked },
  { reads: ["pools"], check: gpusAreSharedAlike },
  { reads: ["pools"], check: tagsFit },
  { reads: ["pools", "services"], check: servicesHavePools },
  { reads: ["pools", "services"], check: oneArchitectureForEachService },
  { reads: ["pools", "services"], check: gpuMemoryFits },
  { reads: ["services", "priorityClasses"], check: prioritiesExist },
  { reads: ["pools", "services", "priorityClasses"], check: spotServicesDontEvict },
  { reads: ["pools", "services", "priorityClasses"], check: spotReserveIsKept },
  { reads: ["services"], check: boundsInOrder },
  { reads: ["services"], check: triggersAreMeasured },
  { reads: ["services"], check: targetsCanBePassed },
  { reads: ["services"], check: pathsAreReached },
  { reads: ["namespaces"], check: namespacesAreFree },
  { reads: ["namespaces", "services"], check: everyServiceInEveryNamespace },
  { reads: ["namespaces", "services"], check: queuesAreServed },
  { reads: ["namespaces", "services"], check: quotaFitsServices },
  { reads: ["namespaces", "services"], check: limitRangeFitsServices },
  { reads: ["namespaces", "services"], check: drainsLeavePods },
  { reads: ["namespaces", "services"], check: rulesAreUnique },
  { reads: ["namespaces", "services"], check: routesFit },
  { reads: ["namespaces"], check: hostsAreUnique },
  { reads: ["namespaces", "grafanaAccess"], check: grafanaHasItsHost },
  { reads: ["monitoring"], check: monthIsKept },
  { reads: ["alerts", "nodeAutoscaling"], check: waitsOutlastFallback },
];

/** Runs every check whose sections are valid. */
export function crossCheck(sections: Partial<StackSettings>): Problem[] {
  return CHECKS.filter(({ reads }) => reads.every((section) => sections[section] !== undefined)).flatMap(
    ({ check }) => check(sections as StackSettings),
  );
}
