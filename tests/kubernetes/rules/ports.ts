import { ofKind } from "../kinds";
import type { Manifest } from "../manifests";
import { containers, hasLabels, type Container, type PlacedContainer } from "../pods";
import { problem, type Rule } from "./rule";
import { isPortName } from "./syntax";

const PROBES = ["startupProbe", "readinessProbe", "livenessProbe"] as const;

export const containerPorts: Rule = (manifests) =>
  containers(manifests).flatMap(({ deployment, path, container: { ports = [] } }) => {
    const names = ports.map(({ name }) => name);
    return ports.flatMap(({ name, containerPort }, index) => [
      ...(isPort(containerPort) ? [] : [problem(deployment, `${path}.ports[${index}]`, `${containerPort}`)]),
      ...(name === undefined || (isPortName(name) && names.indexOf(name) === index)
        ? []
        : [
            problem(deployment, `${path}.ports[${index}].name`, `${name} is no port's name, or a second one`),
          ]),
    ]);
  });

export const probePorts: Rule = (manifests) =>
  containers(manifests).flatMap(({ deployment, path, container }) =>
    PROBES.flatMap((probe) => {
      const { httpGet, tcpSocket } = container[probe] ?? {};
      const port = (httpGet ?? tcpSocket)?.port;
      return port === undefined || reaches(container, port)
        ? []
        : [problem(deployment, `${path}.${probe}`, `the container has no port ${port}`)];
    }),
  );

export const servicePorts: Rule = (manifests) =>
  ofKind(manifests, "Service").flatMap((service) => {
    const pods = selected(manifests, service, service.spec.selector ?? {});
    return (service.spec.ports ?? []).flatMap(({ port, targetPort = port! }, index) => [
      ...(isPort(port) ? [] : [problem(service, `spec.ports[${index}].port`, `${port}`)]),
      ...(pods.length === 0 || pods.some(({ container }) => reaches(container, targetPort))
        ? []
        : [problem(service, `spec.ports[${index}].targetPort`, `no container has the port ${targetPort}`)]),
    ]);
  });

export const monitoredPorts: Rule = (manifests) =>
  ofKind(manifests, "PodMonitor").flatMap((monitor) => {
    const { selector, podMetricsEndpoints = [] } = monitor.spec;
    if (podMetricsEndpoints.length === 0) return [problem(monitor, "spec.podMetricsEndpoints", "none")];
    const pods = selected(manifests, monitor, selector.matchLabels ?? {});
    return podMetricsEndpoints
      .filter(({ port }) => pods.length > 0 && !pods.some(({ container }) => reaches(container, port!)))
      .map(({ port }) => problem(monitor, "spec.podMetricsEndpoints", `no container has the port ${port}`));
  });

/** The containers that a selector finds among the stack's own pods; none where the application brings them. */
function selected(
  manifests: Manifest[],
  { metadata }: Manifest,
  wanted: Record<string, string | undefined>,
): PlacedContainer[] {
  return containers(manifests).filter(
    ({ deployment }) =>
      deployment.metadata.namespace === metadata.namespace &&
      hasLabels(deployment.spec.template?.metadata?.labels ?? {}, wanted),
  );
}

/** A port by number needs no declaration in the container. */
function reaches({ ports = [] }: Container, port: number | string): boolean {
  return typeof port === "number" ? isPort(port) : ports.some(({ name }) => name === port);
}

function isPort(port: number | undefined): boolean {
  return port !== undefined && port >= 1 && port <= 65535;
}
