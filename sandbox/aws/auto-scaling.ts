import { appendCall, callLogOf } from "./call-log";
import { valueAt, textsAt } from "./paths";
import { withLock } from "./lock";
import { Refusal } from "./refusal";
import { readState, writeState, type AccountState, type AutoScalingGroup, type Properties } from "./state";

/** An Auto Scaling group with its node group's description of the nodes. */
export interface NodeGroupSize extends AutoScalingGroup {
  nodeGroupName: string;
  instanceTypes: string[];
  capacityType: string;
  labels: Record<string, string>;
  /** Effects in EKS's spelling, NO_SCHEDULE. */
  taints: { key: string; value?: string; effect: string }[];
  zones: string[];
}

/** The Auto Scaling groups of an account, for the autoscaler and for the code that creates the nodes. */
export function listGroups(stateFile: string): NodeGroupSize[] {
  const state = readState(stateFile);
  return state.autoScalingGroups.map((group) => {
    const { inputs, computed } = find(state, "aws:eks/nodeGroup:NodeGroup", group.nodeGroupId)!;
    const subnets = textsAt(inputs, "subnetIds[*]").map((id) => find(state, "aws:ec2/subnet:Subnet", id)!);
    return {
      ...group,
      nodeGroupName: String(computed["nodeGroupName"]),
      instanceTypes: textsAt(inputs, "instanceTypes[*]"),
      capacityType: String(inputs["capacityType"] ?? "ON_DEMAND"),
      labels: (inputs["labels"] ?? {}) as Record<string, string>,
      taints: (inputs["taints"] ?? []) as NodeGroupSize["taints"],
      zones: subnets.map((subnet) =>
        String(valueAt({ ...subnet.computed, ...subnet.inputs }, "availabilityZone")),
      ),
    };
  });
}

/**
 * Sets a group's desired size, as Cluster Autoscaler does; safe while a provider works on the same account.
 *
 * @throws {Refusal} if there is no such group, or the size is out of its bounds
 */
export function setDesired(stateFile: string, groupName: string, desiredSize: number): void {
  change(stateFile, groupName, "SetDesiredCapacity", (group) => {
    const { minSize, maxSize } = group;
    if (desiredSize < minSize) throw new Refusal(outOfBounds(desiredSize, "below min", minSize));
    if (desiredSize > maxSize) throw new Refusal(outOfBounds(desiredSize, "above max", maxSize));
    group.desiredSize = desiredSize;
  });
}

/**
 * Terminates one instance of a group and lowers its desired size by one.
 *
 * @throws {Refusal} if there is no such group, or it is at its minimum
 */
export function terminateInstance(stateFile: string, groupName: string, instance: number): void {
  change(stateFile, groupName, "TerminateInstanceInAutoScalingGroup", (group) => {
    const { minSize, desiredSize } = group;
    if (desiredSize <= minSize) throw new Refusal(outOfBounds(desiredSize - 1, "below min", minSize));
    group.desiredSize--;
    group.endedInstances = [...(group.endedInstances ?? []), instance];
  });
}

/**
 * Sets whether EC2 has capacity for a group. Without capacity all its instances are interrupted, and no new one starts.
 */
export function setCapacity(stateFile: string, groupName: string, hasCapacity: boolean): void {
  change(stateFile, groupName, undefined, (group) => {
    group.isWithoutCapacity = !hasCapacity;
  });
}

/** @param method the name in the log of calls; undefined if the change is no call to AWS */
function change(
  stateFile: string,
  groupName: string,
  method: string | undefined,
  act: (group: AutoScalingGroup) => void,
): void {
  withLock(stateFile, () => {
    const state = readState(stateFile);
    const group = state.autoScalingGroups.find(({ name }) => name === groupName);
    if (!group) throw new Refusal(`ValidationError: AutoScalingGroup name not found - ${groupName}`);
    act(group);
    writeState(stateFile, state);
    if (method === undefined) return;
    appendCall(callLogOf(stateFile), {
      method,
      type: "aws:autoscaling/group:Group",
      id: groupName,
      outcome: "ok",
    });
  });
}

function outOfBounds(size: number, side: string, bound: number): string {
  return `ValidationError: New SetDesiredCapacity value ${size} is ${side} value ${bound} for the AutoScalingGroup.`;
}

function find(
  state: AccountState,
  type: string,
  id: string,
): { inputs: Properties; computed: Properties } | undefined {
  return state.resources.find((resource) => resource.type === type && resource.id === id);
}
