import assert from "node:assert/strict";
import { covers, routesFit } from "../../stacks/checks/routes";
import type { StackSettings } from "../../stacks/settings";

describe("a path pattern that covers another", () => {
  it("matches all that the other matches, and one that doesn't leaves a path over", () => {
    const texts = upTo(6, ["a", "b", "c"]);
    const patterns = upTo(3, ["a", "b", "*", "?"]);
    const matched = new Map(
      patterns.map((pattern) => {
        const expression = new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`);
        return [pattern, new Set(texts.filter((text) => expression.test(text)))];
      }),
    );
    const wrong = patterns.flatMap((first) =>
      patterns.filter((second) => {
        const leaves = [...matched.get(second)!].some((text) => !matched.get(first)!.has(text));
        return covers(first, second) === leaves;
      }),
    );
    assert.deepEqual(wrong, []);
  });

  it("is found among paths as people write them", () => {
    for (const [first, second] of [
      ["/*", "/api/*"],
      ["/api*", "/api/*"],
      ["/*/users", "/v?/users"],
      ["/a/*/c", "/a/b/*/c"],
      ["/a?*", "/a*?"],
    ] as const) {
      assert.equal(covers(first, second), true, `${first} ${second}`);
    }
    for (const [first, second] of [
      ["/api/*", "/api"],
      ["/api/*", "/*"],
      ["/v?/users", "/v10/users"],
      ["/API/*", "/api/*"],
    ] as const) {
      assert.equal(covers(first, second), false, `${first} ${second}`);
    }
  });
});

describe("the routes of a stack", () => {
  it("are at most a hundred, Grafana's among them", () => {
    const settings = (namespaces: number, grafanaAccess?: object) =>
      ({
        services: { one: { public: {} }, other: { public: {} }, inner: {} },
        namespaces: Object.fromEntries(Array.from({ length: namespaces }, (_, index) => [`n${index}`, {}])),
        grafanaAccess,
      }) as unknown as StackSettings;
    assert.deepEqual(routesFit(settings(50)), []);
    assert.deepEqual(routesFit(settings(49, {})), []);
    assert.match(
      String(routesFit(settings(51))[0]!.found),
      /102 routes: 2 public services in 51 namespaces$/,
    );
    assert.match(String(routesFit(settings(50, {}))[0]!.found), /101 routes: .*, and Grafana$/);
  });
});

/** All texts of at most so many of the letters. */
function upTo(length: number, letters: string[]): string[] {
  if (length === 0) return [""];
  const shorter = upTo(length - 1, letters);
  return [...new Set(shorter.flatMap((text) => [text, ...letters.map((letter) => text + letter)]))];
}
