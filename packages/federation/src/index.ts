export type { SubgraphError } from './execute/answer';
export { createGraph, type Graph, type GraphStats } from './graph';
export { LIMITS, type Limits } from './limits/limits';
export type { Prepared } from './plan/prepared';
export { Refused } from './refused';
export type { Alarm, GraphSettings, Request, SubgraphCall, SwapReport } from './settings';
export type { FrameSink, FrameStream } from './stream/frame-stream';
export { StreamEnded } from './stream/stream-errors';
export type { Joining } from './stream/streams';
