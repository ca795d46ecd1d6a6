import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KUBECONFIG_VARIABLE, readClusterAccess } from "../../../sandbox/aws/cluster-access";
import { supportedInputs } from "../../../sandbox/aws/eks/cluster-inputs";
import { shippedRecording, STACKS } from "../../recordings";

const OFF = {
  skipDefaultNodeGroup: true,
  skipDefaultSecurityGroups: true,
  useDefaultVpcCni: true,
  kubeProxyAddonOptions: { enabled: false },
  corednsAddonOptions: { enabled: false },
};

describe("the sandbox's eks:index:Cluster", () => {
  it("supports the inputs of the program", async () => {
    for (const stack of STACKS) {
      const { resources } = await shippedRecording(stack);
      supportedInputs(resources.find(({ type }) => type === "eks:index:Cluster")!.inputs);
    }
  });

  it("refuses inputs that it doesn't support, by name", () => {
    supportedInputs({ ...OFF, name: "main", createOidcProvider: false });
    assert.throws(
      () => supportedInputs({ ...OFF, name: "main", createOidcProvider: true }),
      /createOidcProvider is not supported/,
    );
    assert.throws(
      () => supportedInputs({ ...OFF, skipDefaultNodeGroup: undefined }),
      /skipDefaultNodeGroup has to switch its default off/,
    );
    assert.throws(
      () => supportedInputs({ ...OFF, corednsAddonOptions: {} }),
      /corednsAddonOptions has to switch its default off/,
    );
  });
});

describe("the API server of the sandbox's EKS cluster", () => {
  let folder: string;

  before(() => (folder = mkdtempSync(join(tmpdir(), "sandbox-kubeconfig-"))));
  after(() => rmSync(folder, { recursive: true }));

  function access(text: string) {
    const file = join(folder, "config");
    writeFileSync(file, text);
    return readClusterAccess({ [KUBECONFIG_VARIABLE]: file });
  }

  it("is none without a kubeconfig", () => {
    assert.equal(readClusterAccess({}), undefined);
  });

  it("is that of the kubeconfig, which contains its certificate or the path of it", () => {
    const server = "https://127.0.0.1:6443";
    const written = (cluster: object) => access(JSON.stringify({ clusters: [{ name: "c", cluster }] }))!;
    assert.equal(written({ server }).endpoint, server);
    assert.equal(written({ server, "certificate-authority-data": "YQ==" }).certificateAuthority, "YQ==");
    writeFileSync(join(folder, "ca.crt"), "a");
    const fromFile = written({ server, "certificate-authority": join(folder, "ca.crt") });
    assert.equal(fromFile.certificateAuthority, "YQ==");
  });

  it("needs a kubeconfig with a cluster", () => {
    assert.throws(() => access("clusters: []"), /has no cluster/);
  });
});
