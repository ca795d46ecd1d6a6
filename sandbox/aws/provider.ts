import * as grpc from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { configFailures, configReplaces, providerSettings } from "./configuration";
import type { Difference } from "./diff";
import type { SimulatedAws } from "./simulated-aws";
import { fromWire, toWire } from "./wire";

type Answer<Request, Response> = (request: Request) => Response;

/**
 * The resource provider protocol (proto/pulumi/provider.proto) for the simulated AWS. Secrets, outputs and references
 * to resources arrive as plain values; the engine marks them again in the answers.
 *
 * @param isAnswerLost whether the answer to a resource's creation gets lost, by its URN
 */
export function providerService(
  aws: SimulatedAws,
  version: string,
  isAnswerLost: (urn: string) => boolean = () => false,
): grpc.UntypedServiceImplementation {
  return {
    handshake: answer(() => new messages.ProviderHandshakeResponse()),
    attach: answer(() => new Empty()),
    cancel: answer(() => new Empty()),
    getPluginInfo: answer(() => new PluginInfo().setVersion(version)),
    getSchema: answer(() => new messages.GetSchemaResponse().setSchema("{}")),

    checkConfig: answer((request: messages.CheckRequest) => {
      const response = new messages.CheckResponse().setInputs(request.getNews());
      return response.setFailuresList(configFailures(fromWire(request.getNews())).map(failure));
    }),
    diffConfig: answer((request: messages.DiffRequest) => {
      const olds = fromWire(request.getOldInputs() ?? request.getOlds());
      return diffResponse(configReplaces(olds, fromWire(request.getNews())));
    }),
    configure: answer((request: messages.ConfigureRequest) => {
      aws.configure(providerSettings(fromWire(request.getArgs())));
      return new messages.ConfigureResponse().setSupportspreview(true);
    }),

    check: answer((request: messages.CheckRequest) => {
      const [olds, news] = [fromWire(request.getOlds()), fromWire(request.getNews())];
      const { inputs, problems } = aws.check(request.getUrn(), olds, news);
      return new messages.CheckResponse().setInputs(toWire(inputs)).setFailuresList(problems.map(failure));
    }),
    diff: answer((request: messages.DiffRequest) =>
      diffResponse(
        aws.diff(
          request.getUrn(),
          request.getId(),
          fromWire(request.getOlds()),
          fromWire(request.getOldInputs()),
          fromWire(request.getNews()),
        ),
      ),
    ),
    create: answer(
      (request: messages.CreateRequest) => {
        const inputs = fromWire(request.getProperties());
        const response = new messages.CreateResponse();
        if (request.getPreview()) {
          return response.setProperties(toWire(aws.previewCreate(request.getUrn(), inputs)));
        }
        const { id, outputs } = aws.create(request.getUrn(), inputs);
        return response.setId(id).setProperties(toWire(outputs));
      },
      (request) => !request.getPreview() && isAnswerLost(request.getUrn()),
    ),
    read: answer((request: messages.ReadRequest) => {
      const found = aws.read(request.getUrn(), request.getId());
      const response = new messages.ReadResponse();
      if (!found) return response; // without an id: gone
      return response
        .setId(request.getId())
        .setInputs(toWire(found.inputs))
        .setProperties(toWire(found.outputs));
    }),
    update: answer((request: messages.UpdateRequest) => {
      const [urn, id, news] = [request.getUrn(), request.getId(), fromWire(request.getNews())];
      const outputs = request.getPreview()
        ? aws.previewUpdate(urn, id, news, fromWire(request.getOlds()), fromWire(request.getOldInputs()))
        : aws.update(urn, id, news);
      return new messages.UpdateResponse().setProperties(toWire(outputs));
    }),
    delete: answer((request: messages.DeleteRequest) => {
      aws.delete(request.getUrn(), request.getId());
      return new Empty();
    }),
    invoke: answer((request: messages.InvokeRequest) =>
      new messages.InvokeResponse().setReturn(
        toWire(aws.invoke(request.getTok(), fromWire(request.getArgs()))),
      ),
    ),
  };
}

/** A handler: the engine shows the message of a thrown error. An answer that gets lost is never sent. */
function answer<Request, Response>(
  body: Answer<Request, Response>,
  isLost: (request: Request) => boolean = () => false,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    let response: Response;
    try {
      response = body(call.request);
    } catch (error) {
      callback({ code: grpc.status.UNKNOWN, details: (error as Error).message });
      return;
    }
    if (!isLost(call.request)) callback(null, response);
  };
}

function failure({ path, reason }: { path: string; reason: string }): messages.CheckFailure {
  return new messages.CheckFailure().setProperty(path).setReason(reason);
}

function diffResponse({ changes, deleteBeforeReplace }: Difference): messages.DiffResponse {
  const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
  const response = new messages.DiffResponse()
    .setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE)
    .setDiffsList([...new Set(changes.map(({ path }) => topOf(path)))])
    .setReplacesList([...new Set(changes.filter((each) => each.replaces).map(({ path }) => topOf(path)))])
    .setDeletebeforereplace(deleteBeforeReplace)
    .setHasdetaileddiff(true);
  for (const { path, kind, replaces } of changes) {
    const detail = new messages.PropertyDiff().setKind(KINDS[kind][replaces ? 1 : 0]).setInputdiff(true);
    response.getDetaileddiffMap().set(path, detail);
  }
  return response;
}

const { Kind } = messages.PropertyDiff;

/** Kind of a change -> the protocol's kind for a change in place, and for one that replaces the resource. */
const KINDS = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const;

function topOf(path: string): string {
  return path.split(/[.[]/)[0]!;
}
