import { version } from "@pulumi/eks/package.json";
import { main, type Provider } from "@pulumi/pulumi/provider";
import { endWithParent } from "../../plugin";
import { Cluster } from "./cluster";
import { supportedInputs } from "./cluster-inputs";

const provider: Provider = {
  version,
  construct: async (name, type, inputs, options) => {
    if (type !== "eks:index:Cluster") throw new Error(`The sandbox's eks package has no ${type}.`);
    const cluster = new Cluster(name, supportedInputs(inputs), options);
    return { urn: cluster.urn, state: cluster.state };
  },
};

endWithParent();
void main(provider, process.argv.slice(2));
