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

/** An account in memory, with the calls of the provider. */
export class TestAccount {
  readonly account = new Account(emptyAccount(), "us-east-1");

  make(type: string, inputs: Properties, name = "it"): Made {
    const urn = urnOf(type, name);
    return { urn, inputs, ...create(this.account, urn, inputs) };
  }

  /** Changes some inputs of a resource; returns its new outputs. */
  change({ urn, id, inputs }: Made, changes: Properties): Properties {
    return update(this.account, urn, id, { ...inputs, ...changes });
  }

  delete({ urn, id }: Made): void {
    destroy(this.account, urn, id);
  }

  read({ urn, id }: Made) {
    return read(this.account, urn, id);
  }

  /** Asserts that AWS refuses an action with this message. */
  refuses(message: RegExp | string, action: () => unknown): void {
    assert.throws(action, (error) => {
      assert.ok(error instanceof Refusal, String(error));
      if (typeof message === "string") assert.equal(error.message, message);
      else assert.match(error.message, message);
      return true;
    });
  }
}

/** The paths with problems by the type's own rules, which a preview shows. */
export function faults(type: string, inputs: Properties): string[] {
  return problems(awsType(type), inputs).map(({ path }) => path);
}

/** Whether new inputs replace the resource. */
export function replaces(type: string, olds: Properties, news: Properties): boolean {
  return difference(type, olds, news).changes.some((change) => change.replaces);
}
