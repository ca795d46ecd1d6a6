import { version } from "@pulumi/aws/package.json";
import { providerService } from "./provider";
import { endWithParent, serve } from "./serve";
import { AwsStandIn } from "./stand-in";
import { stateFileOf } from "./state";

endWithParent();
const aws = new AwsStandIn(stateFileOf(process.env), { region: "us-east-1", defaultTags: {} });
void serve(providerService(aws, version));
