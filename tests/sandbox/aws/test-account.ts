import assert from "node:assert/strict";
import { Account } from "../../../sandbox/aws/account";
import { difference } from "../../../sandbox/aws/diff";
import { create, destroy, problems, read, update } from "../../../sandbox/aws/lifecycle";
import { Refusal } from "../../../sandbox/aws/refusal";
import { emptyAccount, type Properties } from "../../../sandbox/aws/state";
import { awsType } from "../../../sandbox/aws/types/all";

/** A resource of a {@link TestAccount}. */
export interface Made {
  urn: string;
  id: string;
  inputs: Properties;
  outputs: Properties;
}

export function urnOf(type: string, name: string): string {
  return `urn:pulumi:test::project::${type}::${name}`;
}

/** An account in memory, spoken to as the provider speaks to it. */
export class TestAccount {
  readonly account = new Account(emptyAccount(), "us-east-1");

  make(type: string, inputs: Properties, name = "it"): Made {
    const urn = urnOf(type, name);
    return { urn, inputs, ...create(this.account, urn, inputs) };
  }

  /** Changes some inputs of a resource; gives its new outputs. */
  change({ urn, id, inputs }: Made, changes: Properties): Properties {
    return update(this.account, urn, id, { ...inputs, ...changes });
  }

  delete({ urn, id }: Made): void {
    destroy(this.account, urn, id);
  }

  read({ urn, id }: Made) {
    return read(this.account, urn, id);
  }

  /** AWS has to say no, with these words. */
  refuses(words: RegExp | string, action: () => unknown): void {
    assert.throws(action, (error) => {
      assert.ok(error instanceof Refusal, String(error));
      if (typeof words === "string") assert.equal(error.message, words);
      else assert.match(error.message, words);
      return true;
    });
  }
}

/** The paths that a type's own rules find fault with; a preview shows them. */
export function faults(type: string, inputs: Properties): string[] {
  return problems(awsType(type), inputs).map(({ path }) => path);
}

/** Whether new inputs mean a new resource. */
export function replaces(type: string, olds: Properties, news: Properties): boolean {
  return difference(type, olds, news).changes.some((change) => change.replaces);
}
