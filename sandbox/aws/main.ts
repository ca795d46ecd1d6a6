import { version } from "@pulumi/aws/package.json";
import { isAnswerLost } from "./lost-answers";
import { providerService } from "./provider";
import { endWithParent, serve } from "../plugin";
import { AwsStandIn } from "./stand-in";
import { stateFileOf } from "./state";

endWithParent();
const stateFile = stateFileOf(process.env);
const aws = new AwsStandIn(stateFile, { region: "us-east-1", defaultTags: {} });
void serve(providerService(aws, version, (urn) => isAnswerLost(stateFile, urn)));
