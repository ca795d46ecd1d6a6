import { stackRule } from "../rule";

export const natCount = stackRule({
  id: "nat-count",
  level: "mandatory",
  requires: "Outside of production there is one NAT gateway.",
  reason: "Each NAT gateway bills by the hour, and only production needs to outlive a zone.",
  fix: "Set betterprompts:network.natGateways to single.",
  parameters: {
    schema: {
      maxNatGateways: { type: "integer", minimum: 0, description: "Most gateways outside of production." },
      productionEnvironments: {
        type: "array",
        items: { type: "string" },
        description: "Environments without this bound.",
      },
    },
    defaults: { maxNatGateways: 1, productionEnvironments: ["production"] as readonly string[] },
  },
  reads: ["environment"],
  check(stack, { maxNatGateways, productionEnvironments }, { environment }) {
    const count = stack.ofType("aws:ec2/natGateway:NatGateway").length;
    if (count <= maxNatGateways) return [];
    if (environment === undefined) {
      return [{ message: `${count} NAT gateways, and no environment is configured that would allow them` }];
    }
    return productionEnvironments.includes(environment)
      ? []
      : [
          {
            message: `${count} NAT gateways in ${environment}, at most ${maxNatGateways} outside of production`,
          },
        ];
  },
});
