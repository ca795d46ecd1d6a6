import assert from "node:assert/strict";
import * as fc from "fast-check";
import { balancerName } from "../../../components/network/routing";

const CONFIG = { seed: 1, numRuns: 500 };
const word = fc.stringMatching(/^[a-z][a-z0-9]{0,20}$/);
const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join("-"));

describe("the name of a load balancer or a target group", () => {
  it("is the joined parts if they are short enough", () => {
    assert.equal(balancerName("production", "api-gateway"), "production-api-gateway");
    assert.equal(balancerName("a".repeat(16), "b".repeat(15)), `${"a".repeat(16)}-${"b".repeat(15)}`);
  });

  it("has the start of longer ones and a digest of the whole", () => {
    const long = balancerName("a".repeat(16), "b".repeat(16));
    assert.equal(long.length, 32);
    assert.match(long, /^a{16}-b{8}-[0-9a-f]{6}$/);
  });

  it("has at most 32 letters, digits and dashes, with no dash at an end, as AWS requires", () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), (parts) => {
        assert.match(balancerName(...parts), /^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/);
      }),
      CONFIG,
    );
  });

  it("differs where the stack, the namespace and the service differ", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.tuple(word, word, name), // dashes in one part only: the joined parts then say which is which
          { minLength: 2, maxLength: 20, selector: (parts) => parts.join("/") },
        ),
        (all) => {
          const names = all.map((parts) => balancerName(...parts));
          assert.equal(new Set(names).size, names.length);
        },
      ),
      CONFIG,
    );
  });

  it("differs for long names that differ only where they are cut", () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 2, maxLength: 20 }), (services) => {
        const names = services.map((service) => balancerName("production", "a-long-namespace", service));
        assert.equal(new Set(names).size, names.length);
      }),
      CONFIG,
    );
  });

  it("is the same every time", () => {
    const parts = ["production", "a-very-long-namespace", "a-very-long-service"];
    assert.equal(balancerName(...parts), balancerName(...parts));
  });
});
