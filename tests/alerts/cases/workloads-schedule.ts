import type { AlertTest, AlertTests } from "../alert-test";

/**
 * Development works from 08:00 to 20:00 in New York on working days: from 12:00 to 00:00 UTC in summer, from 13:00 to
 * 01:00 in winter. It fires between 01:00 and 12:00 UTC, 31 minutes after that began: half an hour, and the minute
 * that pods have to go.
 */
const STACK = "staging";

function pod(name: string, phase = "Running", namespace = "development"): string {
  return `kube_pod_status_phase{job="kube-state-metrics", instance="10.0.1.7:8080", namespace="${namespace}", pod="${name}", uid="uid-${name}", phase="${phase}"}`;
}

function outOfHours(pods: number) {
  return [
    {
      labels: { severity: "warning", namespace: "development" },
      summary: `${pods} pods of development run outside its working hours`,
    },
  ];
}

/** One pod of the frontend from the first minute on. */
const ONE_POD = { [pod("frontend-0")]: "1x240" };

const EVENINGS: AlertTest[] = [
  {
    shows: "fires",
    it: "fires for pods that keep running after a winter's day",
    stack: STACK,
    startsAt: "2027-01-12T00:30:00Z", // Monday, 19:30
    series: { ...ONE_POD, [pod("torchserve-0", "Pending")]: "1x240" },
    fires: { at: "1h1m", alerts: outOfHours(2) },
  },
  {
    shows: "fires",
    it: "fires for pods that keep running after a summer's day, an hour later than necessary",
    stack: STACK,
    startsAt: "2026-07-13T23:30:00Z", // Monday, 19:30
    series: ONE_POD,
    fires: { at: "2h1m", alerts: outOfHours(1) },
  },
  {
    shows: "just under",
    it: "is silent while the cooldown and the half hour last",
    stack: STACK,
    startsAt: "2027-01-12T00:30:00Z",
    series: { [pod("frontend-0")]: "1x60 stale" },
    silentUntil: "4h",
  },
  {
    shows: "fires",
    it: "fires for a pod that outlasts them by a minute",
    stack: STACK,
    startsAt: "2027-01-12T00:30:00Z",
    series: { [pod("frontend-0")]: "1x61 stale" },
    fires: { at: "1h1m", alerts: outOfHours(1), resolvedAt: "1h2m" },
  },
  {
    shows: "fires",
    it: "fires for pods that keep running after the week's last day",
    stack: STACK,
    startsAt: "2027-01-16T00:30:00Z", // Friday, 19:30
    series: ONE_POD,
    fires: { at: "1h1m", alerts: outOfHours(1) },
  },
];

const MORNINGS: AlertTest[] = [
  {
    shows: "fires",
    it: "fires for pods that come half an hour and a minute too early for a summer's day",
    stack: STACK,
    startsAt: "2026-07-14T11:00:00Z",
    series: { [pod("frontend-0")]: "_x28 1x200" },
    fires: { at: "59m", alerts: outOfHours(1), resolvedAt: "1h" },
  },
  {
    shows: "just under",
    it: "is silent on pods that come a minute later",
    stack: STACK,
    startsAt: "2026-07-14T11:00:00Z",
    series: { [pod("frontend-0")]: "_x29 1x200" },
    silentUntil: "4h",
  },
  {
    shows: "just under",
    it: "is silent in the first hour of a summer's day",
    stack: STACK,
    startsAt: "2026-07-14T11:00:00Z",
    series: { [pod("frontend-0")]: "_x60 1x200" },
    silentUntil: "4h",
  },
  {
    shows: "just under",
    it: "is silent on pods that come an hour too early on a winter's day, when summer's day would begin",
    stack: STACK,
    startsAt: "2027-01-12T11:00:00Z",
    series: { [pod("frontend-0")]: "_x60 1x200" },
    silentUntil: "4h",
  },
];

const WEEKENDS: AlertTest[] = [
  {
    shows: "fires",
    it: "fires for pods on a Saturday's noon",
    stack: STACK,
    startsAt: "2026-07-18T15:00:00Z",
    series: ONE_POD,
    fires: { at: "31m", alerts: outOfHours(1) },
  },
  {
    shows: "fires",
    it: "fires for pods on a Sunday's evening",
    stack: STACK,
    startsAt: "2027-01-17T22:00:00Z",
    series: ONE_POD,
    fires: { at: "31m", alerts: outOfHours(1) },
  },
  {
    shows: "just under",
    it: "is silent on the last evening before the clocks go forward, and on the first morning after",
    stack: STACK,
    startsAt: "2027-03-13T00:30:00Z", // Friday, 19:30; the clocks change on Sunday
    series: { [pod("frontend-0")]: `1x30 stale _x${59 * 60 - 32} 1x60` }, // back on Monday, 08:00, at 12:00 UTC
    silentUntil: "60h30m",
  },
  {
    shows: "just under",
    it: "is silent on the last evening before the clocks go back, and on the first morning after",
    stack: STACK,
    startsAt: "2026-10-30T23:30:00Z", // Friday, 19:30
    series: { [pod("frontend-0")]: `1x30 stale _x${61 * 60 + 30 - 32} 1x60` }, // back on Monday, 08:00, at 13:00 UTC
    silentUntil: "62h30m",
  },
];

/** A night, in which any pod that counts would cause the alert. */
const AT_NIGHT = { stack: STACK, startsAt: "2027-01-12T03:00:00Z" } as const;

const NIGHTS: AlertTest[] = [
  {
    shows: "fires",
    it: "fires for one pod at night, whichever pod it is",
    ...AT_NIGHT,
    series: { [pod("frontend-0")]: "1x20 stale", [pod("api-gateway-0")]: "_x15 1x100" },
    fires: { at: "31m", alerts: outOfHours(1) },
  },
  {
    shows: "just under",
    it: "is silent when no pod runs for a minute",
    ...AT_NIGHT,
    series: { [pod("frontend-0")]: "1x29 stale _ 1x29 stale" },
    silentUntil: "2h",
  },
  {
    shows: "just under",
    it: "is silent on pods that have finished",
    ...AT_NIGHT,
    series: {
      [pod("migration", "Succeeded")]: "1x120",
      [pod("migration", "Running")]: "0x120",
      [pod("smoke-test", "Failed")]: "1x120",
    },
    silentUntil: "2h",
  },
  {
    shows: "just under",
    it: "is silent on a namespace without a schedule",
    ...AT_NIGHT,
    series: { [pod("frontend-0", "Running", "staging")]: "1x120" },
    silentUntil: "2h",
  },
  {
    shows: "missing data",
    it: "is silent without kube-state-metrics",
    ...AT_NIGHT,
    series: {},
    silentUntil: "2h",
  },
  {
    shows: "missing data",
    it: "restarts its wait after a gap of kube-state-metrics",
    ...AT_NIGHT,
    series: { [pod("frontend-0")]: "1x29 stale 1x31" },
    silentUntil: "1h",
  },
];

export const SCHEDULE_NOT_FOLLOWED: AlertTests = {
  alert: "ScheduleNotFollowed",
  tests: [...EVENINGS, ...MORNINGS, ...WEEKENDS, ...NIGHTS],
};
