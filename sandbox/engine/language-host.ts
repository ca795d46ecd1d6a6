import type * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { GetRequiredPackagesResponse, LanguageHandshakeResponse } from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { endWithParent, serve } from "../plugin";

// The language plugin of a Node.js project, limited to what `pulumi import` calls. It answers that the program needs no
// packages: those of the state are enough.
endWithParent();
void serve(
  {
    handshake: answer(() => new LanguageHandshakeResponse()),
    getPluginInfo: answer(() => new PluginInfo()),
    getRequiredPackages: answer(() => new GetRequiredPackagesResponse()),
  },
  LanguageRuntimeService,
);

function answer<Response>(make: () => Response): grpc.handleUnaryCall<unknown, Response> {
  return (_, callback) => callback(null, make());
}
