import { outputsOf, type Account } from "./account";
import { hasUnknown, textsAt, UNKNOWN, valueAt, valuesAt } from "./paths";
import { refuseIf, Refusal } from "./refusal";
import { tags, type Problem } from "./rules";
import type { Properties, StoredResource } from "./state";
import { awsType } from "./types/all";
import type { AwsType, Reference, Request } from "./types/aws-type";
import { nameOf, typeOf } from "./urn";

/** The rules that the inputs break, regardless of other resources; a preview shows them. */
export function problems(type: AwsType, inputs: Properties): Problem[] {
  const rules = [...(type.rules ?? []), ...(type.taggable ? [tags("tags")] : [])];
  return rules.flatMap((rule) => rule(inputs));
}

/**
 * Creates a resource; returns its id and outputs.
 * @throws {Refusal} as AWS would
 */
export function create(
  account: Account,
  urn: string,
  inputs: Properties,
): { id: string; outputs: Properties } {
  const type = awsType(typeOf(urn));
  const request: Request = { name: nameOf(urn), inputs, account };
  refuseInputs(type, typeOf(urn), request);
  const { id, ...computed } = type.create(request);
  const resource: StoredResource = {
    type: typeOf(urn),
    id,
    urn,
    inputs,
    computed: { ...computed, ...allTags(type, inputs, account) },
  };
  const { resources } = account.state;
  const existing = resources.findIndex((other) => other.type === resource.type && other.id === id);
  if (existing >= 0)
    resources[existing] = resource; // some calls are idempotent: a second one overwrites the first
  else resources.push(resource);
  type.created?.(resource, account);
  return { id, outputs: current(resource, account) };
}

/** The outputs of a new resource in a preview: what AWS computes is unknown. The account doesn't change. */
export function previewCreate(account: Account, urn: string, inputs: Properties): Properties {
  const type = awsType(typeOf(urn));
  const computed = unknown(type.create({ name: nameOf(urn), inputs, account }));
  delete computed["id"]; // the engine itself treats it as unknown
  return shown(type, inputs, { ...computed, ...allTags(type, inputs, account) });
}

/**
 * Changes a resource in place; returns its outputs.
 * @throws {Refusal} as AWS would, also if the resource doesn't exist
 */
export function update(account: Account, urn: string, id: string, inputs: Properties): Properties {
  const resource = account.byId(typeOf(urn), id);
  if (!resource)
    throw new Refusal(awsType(typeOf(urn)).notFound?.(id) ?? `NotFound: ${typeOf(urn)} ${id} doesn't exist`);
  const type = awsType(resource.type);
  const before = structuredClone(resource);
  const request = { name: nameOf(urn), inputs, account, before };
  refuseInputs(type, resource.type, request);
  resource.computed = {
    ...resource.computed,
    ...type.update?.(request),
    ...allTags(type, inputs, account),
  };
  resource.inputs = inputs;
  type.updated?.(resource, account, before.inputs);
  return current(resource, account);
}

/** The outputs after a change in place, in a preview. The account doesn't change. */
export function previewUpdate(
  account: Account,
  urn: string,
  id: string,
  inputs: Properties,
  olds: Properties,
  oldInputs: Properties,
): Properties {
  const type = awsType(typeOf(urn));
  const before = { type: typeOf(urn), id, inputs: oldInputs, computed: olds };
  const computed = Object.fromEntries(Object.entries(olds).filter(([key]) => !(key in oldInputs)));
  const changing = type.update?.({ name: nameOf(urn), inputs, account, before }) ?? {};
  return shown(type, inputs, { ...computed, ...unknown(changing), ...allTags(type, inputs, account) });
}

/** A resource as AWS returns it; undefined if there is none. */
export function read(
  account: Account,
  urn: string,
  id: string,
): { inputs: Properties; outputs: Properties } | undefined {
  const resource = account.byId(typeOf(urn), id);
  if (!resource) return undefined;
  const moved = awsType(resource.type).moved?.(resource, account);
  return { inputs: { ...resource.inputs, ...moved }, outputs: current(resource, account) };
}

/**
 * Deletes a resource. As with the real provider, it is no error if the resource is already gone.
 * @throws {Refusal} while another resource needs it
 */
export function destroy(account: Account, urn: string, id: string): void {
  const resource = account.byId(typeOf(urn), id);
  if (!resource) return;
  const type = awsType(resource.type);
  const along = usersWhenGone(account, resource, "delete");
  const user = usersWhenGone(account, resource, "refuse").find((each) => !along.includes(each));
  if (user)
    throw new Refusal(type.inUse?.(resource, user) ?? `DependencyViolation: ${id} is used by ${user.id}`);
  refuseIf(type.refuseDelete?.(resource, account));
  remove(account, resource);
  type.deleted?.(resource, account);
  for (const companion of account.state.resources.filter(({ madeWith }) => madeWith === id)) {
    const needed = usersWhenGone(account, companion, "refuse").length > 0;
    if (!needed) remove(account, companion); // as in AWS, what another resource needs is left behind
  }
}

/** Removes a resource from the account, with the resources that are deleted with it. */
function remove(account: Account, resource: StoredResource | undefined): void {
  if (!resource) return;
  const along = usersWhenGone(account, resource, "delete");
  account.state.resources = account.state.resources.filter((other) => other !== resource);
  for (const user of along) remove(account, user);
}

function refuseInputs(type: AwsType, token: string, request: Request): void {
  const { inputs, account, before } = request;
  if (hasUnknown(inputs))
    throw new Refusal(`InvalidParameterValue: ${token} was requested with unknown inputs`);
  const [problem] = problems(type, inputs);
  if (problem) throw new Refusal(`InvalidParameterValue: ${problem.path}: ${problem.reason}`);
  for (const reference of type.references ?? []) {
    for (const { value } of valuesAt(inputs, reference.path)) {
      if (!account.find(reference.type, reference.by ?? "id", value)) {
        throw new Refusal(
          awsType(reference.type).notFound?.(String(value)) ?? `NotFound: ${value} doesn't exist`,
        );
      }
    }
  }
  for (const { paths, taken } of type.unique ?? []) {
    const values = paths.map((path) => valueAt(inputs, path));
    const other = account
      .all(token)
      .find(
        (each) =>
          each.id !== before?.id && paths.every((path, at) => valueAt(each.inputs, path) === values[at]),
      );
    if (other && values.every((value) => value !== undefined))
      throw new Refusal(taken(values.map(String), account));
  }
  refuseIf(type.refuse?.(request));
}

/** Resources that refer to the target with the given effect on its deletion. */
function usersWhenGone(
  account: Account,
  target: StoredResource,
  whenGone: NonNullable<Reference["whenGone"]>,
): StoredResource[] {
  const outputs = outputsOf(target);
  return account.state.resources.filter((user) =>
    awsType(user.type)
      .references?.filter((each) => each.type === target.type && (each.whenGone ?? "refuse") === whenGone)
      .some(({ path, by }) => textsAt(user.inputs, path).includes(String(valueAt(outputs, by ?? "id")))),
  );
}

function current(resource: StoredResource, account: Account): Properties {
  const type = awsType(resource.type);
  return { ...shown(type, resource.inputs, resource.computed), ...type.moved?.(resource, account) };
}

function shown(type: AwsType, inputs: Properties, computed: Properties): Properties {
  return { ...inputs, ...computed, ...type.outputs?.(inputs, computed) };
}

function allTags(type: AwsType, inputs: Properties, account: Account): Properties {
  if (!type.taggable) return {};
  return { tagsAll: { ...account.defaultTags, ...(inputs["tags"] as Properties | undefined) } };
}

function unknown(computed: Properties): Properties {
  return Object.fromEntries(Object.keys(computed).map((key) => [key, UNKNOWN]));
}
