import assert from "node:assert/strict";
import { listGroups, setDesired } from "../../sandbox/aws/auto-scaling";
import type { KubernetesApi, KubernetesObject } from "../../sandbox/kubernetes/api";
import type { Sandbox } from "../../sandbox/session/sandbox";
import { unready } from "./placement";
import { atRest, eventually } from "./waiting";

const HORIZONTAL_AUTOSCALERS = "/apis/autoscaling/v2/horizontalpodautoscalers";

interface HorizontalAutoscaler extends KubernetesObject {
  spec: { minReplicas: number; maxReplicas: number; scaleTargetRef: { name: string } };
}

interface Scaled extends KubernetesObject {
  spec: { maxReplicaCount: number; scaleTargetRef: { name: string } };
}

/**
 * Does what autoscalers and controllers do to a running stack: they change every pool's desired size, replicas and
 * status, and create their own objects. Returns when all pods are ready.
 */
export async function moveAutoscalers({ kubernetes, stateFile }: Sandbox): Promise<void> {
  for (const { name, desiredSize, maxSize, minSize } of listGroups(stateFile)) {
    setDesired(stateFile, name, desiredSize < maxSize ? desiredSize + 1 : minSize);
  }
  await makeKedaAutoscalers(kubernetes);
  await scaleTargets(kubernetes);
  await recommend(kubernetes);
  await answerHorizontalAutoscalers(kubernetes);
  // If a Deployment isn't ready, a refresh shows an update without a changed property: the engine would wait for it again.
  await eventually(async () => assert.deepEqual(await unready(kubernetes), []));
  await atRest(async () =>
    (await kubernetes.list("/apis/apps/v1/deployments")).map(({ metadata }) => metadata.resourceVersion),
  );
}

/** Scales as HorizontalPodAutoscalers do: through the scale subresource, and not above their maximum. */
async function scaleTargets(api: KubernetesApi): Promise<void> {
  for (const { metadata, spec } of await api.list<HorizontalAutoscaler>(HORIZONTAL_AUTOSCALERS)) {
    const { minReplicas, maxReplicas, scaleTargetRef } = spec;
    await api.merge(
      `/apis/apps/v1/namespaces/${metadata.namespace}/deployments/${scaleTargetRef.name}/scale`,
      { spec: { replicas: Math.min(minReplicas + 1, maxReplicas) } },
    );
  }
}

/** KEDA's operator creates one for each ScaledObject, and writes the status of the ScaledObject. */
async function makeKedaAutoscalers(api: KubernetesApi): Promise<void> {
  const kind = "/apis/keda.sh/v1alpha1";
  for (const { metadata, spec } of await api.list<Scaled>(`${kind}/scaledobjects`)) {
    const { name, namespace, uid } = metadata;
    await api.create(`/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`, {
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata: {
        name: `keda-hpa-${name}`,
        ownerReferences: [
          { apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject", name, uid, controller: true },
        ],
      },
      spec: {
        minReplicas: 1,
        maxReplicas: spec.maxReplicaCount,
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: spec.scaleTargetRef.name },
      },
    });
    await api.merge(`${kind}/namespaces/${namespace}/scaledobjects/${name}/status`, {
      status: { hpaName: `keda-hpa-${name}`, originalReplicaCount: 1 },
    });
  }
}

/** The recommender writes the status. */
async function recommend(api: KubernetesApi): Promise<void> {
  const kind = "/apis/autoscaling.k8s.io/v1";
  for (const { metadata } of await api.list(`${kind}/verticalpodautoscalers`)) {
    const path = `${kind}/namespaces/${metadata.namespace}/verticalpodautoscalers/${metadata.name}/status`;
    const target = { cpu: "120m", memory: "200Mi" };
    await api.merge(path, {
      status: {
        conditions: [{ type: "RecommendationProvided", status: "True" }],
        recommendation: { containerRecommendations: [{ containerName: metadata.name, target }] },
      },
    });
  }
}

/** Their controller writes the status. */
async function answerHorizontalAutoscalers(api: KubernetesApi): Promise<void> {
  for (const { metadata } of await api.list(HORIZONTAL_AUTOSCALERS)) {
    const path = `/apis/autoscaling/v2/namespaces/${metadata.namespace}/horizontalpodautoscalers/${metadata.name}`;
    await api.merge(`${path}/status`, { status: { currentReplicas: 3, desiredReplicas: 3 } });
  }
}
