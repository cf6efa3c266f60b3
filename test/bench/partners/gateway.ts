import { type GatewayConfig, readConfig, startGateway } from '@union-graph/gateway';

// A gateway with settings from the environment; with KEEPS_LOG=0 it keeps no access log, which no other way leads to.
const config = readConfig(process.env);
const governance = config.governance && { ...config.governance, keepsLog: process.env.KEEPS_LOG !== '0' };
const measured: GatewayConfig = { ...config, port: 0, governance };
const gateway = await startGateway(measured);
process.stdout.write(`${gateway.url}\n`);
// A profile (BENCH_PROFILE) is written by a process that ends by itself.
process.once('SIGTERM', () => void gateway.stop().then(() => process.exit(0)));
