import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { entriesFor } from "./recorded-aws";

const PAGE = 2; // entries; AWS sends 100

interface GetProducts {
  ServiceCode: string;
  Filters: { Field: string; Value: string }[];
  NextToken?: string;
}

/** The calls of AWS's API that a refresh makes, over HTTP, with the recorded answers. */
export class SimulatedApi {
  isDenied = false;
  continuedPages = 0;
  private readonly server = createServer((request, response) => void this.answer(request, response));

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  start(): Promise<void> {
    return new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const isPriceList = request.headers["x-amz-target"] === "AWSPriceListService.GetProducts";
    response.setHeader("content-type", isPriceList ? "application/x-amz-json-1.1" : "text/xml");
    if (this.isDenied) response.writeHead(400).end('{"__type":"AccessDeniedException","message":"no"}');
    else if (isPriceList) response.end(JSON.stringify(this.products(JSON.parse(body) as GetProducts)));
    else response.end(ec2Answer(new URLSearchParams(body)));
  }

  private products({ ServiceCode, Filters, NextToken }: GetProducts) {
    const filters = Object.fromEntries(Filters.map(({ Field, Value }) => [Field, Value]));
    const entries = entriesFor({ serviceCode: ServiceCode, filters });
    const from = Number(NextToken ?? 0);
    if (NextToken !== undefined) this.continuedPages += 1;
    const next = from + PAGE < entries.length ? { NextToken: String(from + PAGE) } : {};
    return { FormatVersion: "aws_v1", PriceList: entries.slice(from, from + PAGE), ...next };
  }
}

function ec2Answer(call: URLSearchParams): string {
  const action = call.get("Action")!;
  const isSecondPage = call.has("NextToken");
  const page = EC2_PAGES[action]![isSecondPage ? 1 : 0]!;
  const next = isSecondPage ? "" : "<nextToken>second</nextToken>";
  return `<${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">${page}${next}</${action}Response>`;
}

const spotPrice = (zone: string, usd: string) =>
  `<spotPriceHistorySet><item><instanceType>c6i.xlarge</instanceType><productDescription>Linux/UNIX</productDescription>
  <spotPrice>${usd}</spotPrice><timestamp>2026-11-24T06:00:00.000Z</timestamp>
  <availabilityZone>${zone}</availabilityZone></item></spotPriceHistorySet>`;

const instanceType = (name: string) =>
  `<instanceTypeSet><item><instanceType>${name}</instanceType>
  <processorInfo><supportedArchitectures><item>arm64</item></supportedArchitectures></processorInfo>
  <vCpuInfo><defaultVCpus>2</defaultVCpus></vCpuInfo><memoryInfo><sizeInMiB>8192</sizeInMiB></memoryInfo>
  <networkInfo><maximumNetworkInterfaces>3</maximumNetworkInterfaces>
  <ipv4AddressesPerInterface>10</ipv4AddressesPerInterface></networkInfo></item></instanceTypeSet>`;

const EC2_PAGES: Record<string, [string, string]> = {
  DescribeSpotPriceHistory: [spotPrice("us-west-2a", "0.070000"), spotPrice("us-west-2b", "0.090000")],
  DescribeInstanceTypes: [instanceType("m7g.large"), instanceType("m9.large")],
};
