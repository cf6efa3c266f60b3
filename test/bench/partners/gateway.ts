import { type GatewayConfig, readConfig, startGateway } from '@union-graph/gateway';

// A gateway with settings from the environment; with KEEPS_LOG=0 it keeps no access log, which no other way leads to.
const config = readConfig(process.env);
const governance = config.governance && { ...config.governance, keepsLog: process.env.KEEPS_LOG !== '0' };
const measured: GatewayConfig = { ...config, port: 0, governance };
process.stdout.write(`${(await startGateway(measured)).url}\n`);
