import { imageRelease } from "../../planner/simulated-outputs";
import { Account, callerIdentity } from "./account";
import { appendCall, callLogOf, type Call } from "./call-log";
import { difference, tagsDiffer, type Difference } from "./diff";
import { create, destroy, previewCreate, previewUpdate, problems, read, update } from "./lifecycle";
import { withLock } from "./lock";
import { withName } from "./naming";
import { Refusal } from "./refusal";
import type { Problem } from "./rules";
import { readState, writeState, type Properties } from "./state";
import { awsType } from "./types/all";
import { nameOf, typeOf } from "./urn";

/** The provider's settings: one region, and tags for everything. */
export interface ProviderSettings {
  region: string;
  defaultTags: Record<string, string>;
}

/** What the log has about a call, without its outcome. */
type Subject = Omit<Call, "sequence" | "outcome">;

/**
 * Simulates AWS with an account in a file: the calls of the provider protocol, with plain data. Every call is logged. A
 * call that AWS would refuse throws a Refusal and changes nothing.
 */
export class SimulatedAws {
  constructor(
    private readonly stateFile: string,
    private settings: ProviderSettings,
  ) {}

  configure(settings: ProviderSettings): void {
    this.settings = settings;
  }

  /** The inputs with the provider's defaults, and their problems. */
  check(urn: string, olds: Properties, news: Properties): { inputs: Properties; problems: Problem[] } {
    return this.readOnly(subject("check", urn), (account) => {
      const type = awsType(typeOf(urn));
      const request = { urn, name: nameOf(urn), type: typeOf(urn) };
      const inputs = withName(type.naming, request, olds, news, account);
      return { inputs, problems: problems(type, inputs) };
    });
  }

  /** @param olds outputs, @param oldInputs and news inputs */
  diff(urn: string, id: string, olds: Properties, oldInputs: Properties, news: Properties): Difference {
    return this.readOnly(subject("diff", urn, id), (account) => {
      const type = awsType(typeOf(urn));
      const found = difference(typeOf(urn), oldInputs, news);
      const tagsAll = { ...account.defaultTags, ...(news["tags"] as Properties | undefined) };
      const retagged = found.changes.length === 0 && tagsDiffer(type, olds, tagsAll);
      if (retagged) found.changes.push({ path: "tagsAll", kind: "update", replaces: false });
      return found;
    });
  }

  create(urn: string, inputs: Properties): { id: string; outputs: Properties } {
    const call = subject("create", urn);
    return this.change(call, (account) => {
      const made = create(account, urn, inputs);
      call.id = made.id;
      return made;
    });
  }

  previewCreate(urn: string, inputs: Properties): Properties {
    return this.readOnly(inPreview(subject("create", urn)), (account) => previewCreate(account, urn, inputs));
  }

  update(urn: string, id: string, inputs: Properties): Properties {
    return this.change(subject("update", urn, id), (account) => update(account, urn, id, inputs));
  }

  previewUpdate(
    urn: string,
    id: string,
    inputs: Properties,
    olds: Properties,
    oldInputs: Properties,
  ): Properties {
    return this.readOnly(inPreview(subject("update", urn, id)), (account) =>
      previewUpdate(account, urn, id, inputs, olds, oldInputs),
    );
  }

  read(urn: string, id: string): { inputs: Properties; outputs: Properties } | undefined {
    return this.readOnly(subject("read", urn, id), (account) => read(account, urn, id));
  }

  delete(urn: string, id: string): void {
    this.change(subject("delete", urn, id), (account) => destroy(account, urn, id));
  }

  /** The result of a function; functions that the program doesn't call are refused. */
  invoke(token: string, args: Properties): Properties {
    return this.readOnly({ method: "invoke", type: token }, () => {
      const { region } = this.settings;
      const answers: Record<string, Properties> = {
        "aws:index/getCallerIdentity:getCallerIdentity": callerIdentity,
        "aws:index/getPartition:getPartition": { id: "aws", partition: "aws", dnsSuffix: "amazonaws.com" },
        "aws:index/getRegion:getRegion": { id: region, name: region, region },
      };
      if (token === "aws:ssm/getParameter:getParameter") return imageRelease(String(args["name"]));
      const answer = answers[token];
      if (!answer)
        throw new Refusal(
          `The sandbox's AWS has no answer to ${token} yet: see sandbox/aws/simulated-aws.ts.`,
        );
      return answer;
    });
  }

  private readOnly<T>(call: Subject, body: (account: Account) => T): T {
    return this.logged(call, body, false);
  }

  private change<T>(call: Subject, body: (account: Account) => T): T {
    return this.logged(call, body, true);
  }

  private logged<T>(call: Subject, body: (account: Account) => T, save: boolean): T {
    return withLock(this.stateFile, () => {
      const log = callLogOf(this.stateFile);
      try {
        const state = readState(this.stateFile);
        const result = body(new Account(state, this.settings.region, this.settings.defaultTags));
        if (save) writeState(this.stateFile, state);
        appendCall(log, { ...call, outcome: "ok" });
        return result;
      } catch (error) {
        appendCall(log, { ...call, outcome: (error as Error).message });
        throw error;
      }
    });
  }
}

function subject(method: string, urn: string, id?: string): Subject {
  return { method, type: typeOf(urn), name: nameOf(urn), ...(id ? { id } : {}) };
}

function inPreview(call: Subject): Subject {
  return { ...call, preview: true };
}
