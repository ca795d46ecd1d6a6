import assert from "node:assert/strict";
import { GRAFANA, GRAFANA_ADDRESS, grafanaRoute } from "../../../components/grafana/grafana";
import { routeKey, targetGroupName } from "../../../components/network/routing";
import { routes } from "../../../stacks/services";
import { STACKS } from "../../recordings";
import { GRAFANA_ACCESS } from "./grafana-access";
import { shippedStack } from "../shipped";

describe("the load balancer's route to Grafana", () => {
  it("leads from every path of the host to its pod, after a sign-in", () => {
    assert.deepEqual(grafanaRoute(GRAFANA_ACCESS), {
      namespace: "monitoring",
      service: "grafana",
      host: "grafana.betterprompts.example",
      path: "/*",
      port: 3000, // Grafana's own
      probePath: "/api/health", // answers without a user
      priority: 1,
      signIn: GRAFANA_ACCESS.signIn,
    });
  });

  it("leads to the Service that the chart creates, not to one of the application", () => {
    assert.deepEqual(GRAFANA_ADDRESS, {
      namespace: "monitoring",
      name: "kube-prometheus-stack-grafana", // the release's name and the subchart's
      port: 80,
    });
  });

  for (const stack of STACKS) {
    it(`is evaluated before all routes of ${stack}, whose keys and target groups don't change`, () => {
      const settings = shippedStack(stack);
      const [first, ...others] = routes({ ...settings, grafanaAccess: GRAFANA_ACCESS });
      assert.equal(routeKey(first!), routeKey(GRAFANA));
      assert.deepEqual(others, routes(settings));
      assert.ok(others.every(({ priority, signIn }) => priority > first!.priority && signIn === undefined));
      const names = [first!, ...others].map((route) => targetGroupName(stack, route));
      assert.equal(new Set(names).size, names.length);
    });

    it(`doesn't exist without such settings in ${stack}`, () => {
      assert.ok(routes(shippedStack(stack)).every((route) => routeKey(route) !== routeKey(GRAFANA)));
    });
  }
});
