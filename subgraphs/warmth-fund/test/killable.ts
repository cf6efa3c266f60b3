import path from 'node:path';
import { createServiceProcess, type ServiceProcess } from '@union-graph/testing';
import { warmthFund } from '../src/subgraph.ts';

/** The service as a process of its own, which a test kills and starts again. It is not started yet. */
export const killable = (): Promise<ServiceProcess> =>
  createServiceProcess(warmthFund, path.join(import.meta.dirname, '../src/main.ts'));
