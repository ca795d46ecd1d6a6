import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";

/** How often a provider checks that the engine that started it still runs. */
const LOOK_MS = 500;

/** The engine's own clients set it too: a stack's inputs can be larger than gRPC's default of 4 MiB. */
const NO_LIMIT = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** Serves on a free port of 127.0.0.1, and prints the port on the first line, as the engine expects from a plugin. */
export async function serve(
  implementation: grpc.UntypedServiceImplementation,
  service: grpc.ServiceDefinition = ResourceProviderService,
): Promise<void> {
  const server = new grpc.Server(NO_LIMIT);
  server.addService(service, implementation);
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  process.stdout.write(`${port}\n`);
}

/** Ends this process on a signal, and when its parent is gone: a killed engine can't end its providers. */
export function endWithParent(): void {
  const parent = process.ppid;
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => process.exit(0));
  setInterval(() => {
    if (process.ppid !== parent) process.exit(0);
  }, LOOK_MS).unref();
}
