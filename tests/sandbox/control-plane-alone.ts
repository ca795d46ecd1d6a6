import assert from "node:assert/strict";
import { after, before } from "mocha";
import { join } from "node:path";
import { CHARTS, type ChartName } from "../../components/controllers/charts";
import { DEFINITIONS } from "../../components/controllers/definitions";
import { definitionsOf } from "../../sandbox/charts/definitions";
import { KubernetesApi } from "../../sandbox/kubernetes/api";
import { startControlPlane } from "../../sandbox/kubernetes/control-plane";
import { makeSessionFolder, removeSessionFolder } from "../../sandbox/session/folder";
import { findTools } from "../../tools/find";
import { discover } from "./discovery";
import { eventually } from "./waiting";

const PATH = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

interface Definition {
  metadata: { name: string };
  spec: { group: string; names: { kind: string } };
}

/** An API server with the kinds of all charts and no objects, for the tests of one `describe`. */
export function startControlPlaneAlone(): { readonly api: KubernetesApi } {
  let folder: string | undefined;
  let api: KubernetesApi | undefined;
  before("start the control plane", async () => {
    folder = makeSessionFolder();
    const tools = findTools("sandbox", process.env);
    api = new KubernetesApi(await startControlPlane(join(folder, "kubernetes"), tools));
    for (const name of Object.keys(CHARTS) as ChartName[]) {
      for (const definition of definitionsOf(name, process.env)) await api.create(PATH, definition);
    }
    for (const { definitions } of Object.values(DEFINITIONS)) {
      for (const definition of definitions) await api.create(PATH, definition);
    }
    await eventually(async () => {
      const definitions = await api!.list<Definition>(PATH);
      const known = [...(await discover(api!)).keys()];
      for (const { metadata, spec } of definitions) {
        assert.ok(
          known.some((kind) => kind.startsWith(`${spec.group}/`) && kind.endsWith(`/${spec.names.kind}`)),
          metadata.name,
        );
      }
    });
  });
  after("end the control plane", async () => {
    api?.close();
    if (folder) await removeSessionFolder(folder);
  });
  return {
    get api() {
      return api!;
    },
  };
}
