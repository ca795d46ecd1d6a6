import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as grpc from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { answerAgain, isAnswerLost, loseAnswers } from "../../../sandbox/aws/lost-answers";
import { providerService } from "../../../sandbox/aws/provider";
import { SimulatedAws } from "../../../sandbox/aws/simulated-aws";
import { readState } from "../../../sandbox/aws/state";
import { toWire } from "../../../sandbox/aws/wire";
import { urnOf } from "./test-account";

const VPC = "aws:ec2/vpc:Vpc";

describe("an answer that gets lost", () => {
  let folder: string;
  let stateFile: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "sandbox-lost-"));
    stateFile = join(folder, "account.json");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("leaves the created resource, and sends no answer to the caller", () => {
    loseAnswers(stateFile, VPC);
    assert.equal(answersToCreate(), 0);
    assert.deepEqual(
      readState(stateFile).resources.map(({ type }) => type),
      [VPC],
    );
  });

  it("affects one type, until answers are sent again", () => {
    loseAnswers(stateFile, VPC);
    assert.equal(isAnswerLost(stateFile, urnOf("aws:ec2/subnet:Subnet", "subnet")), false);
    answerAgain(stateFile);
    assert.equal(answersToCreate(), 1);
  });

  function answersToCreate(): number {
    const aws = new SimulatedAws(stateFile, { region: "us-east-1", defaultTags: {} });
    const service = providerService(aws, "1.0.0", (urn) => isAnswerLost(stateFile, urn));
    const request = new messages.CreateRequest()
      .setUrn(urnOf(VPC, "vpc"))
      .setProperties(toWire({ cidrBlock: "10.0.0.0/16" }));
    let answers = 0;
    const create = service["create"] as grpc.handleUnaryCall<messages.CreateRequest, messages.CreateResponse>;
    create({ request } as grpc.ServerUnaryCall<messages.CreateRequest, messages.CreateResponse>, (error) => {
      assert.equal(error, null);
      answers++;
    });
    return answers;
  }
});
