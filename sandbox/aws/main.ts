import { version } from "@pulumi/aws/package.json";
import { isAnswerLost } from "./lost-answers";
import { providerService } from "./provider";
import { endWithParent, serve } from "../plugin";
import { SimulatedAws } from "./simulated-aws";
import { stateFileOf } from "./state";

endWithParent();
const stateFile = stateFileOf(process.env);
const aws = new SimulatedAws(stateFile, { region: "us-east-1", defaultTags: {} });
void serve(providerService(aws, version, (urn) => isAnswerLost(stateFile, urn)));
