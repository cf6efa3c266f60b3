export { ConfigError, type GatewayConfig, openConfig, readConfig } from './config.ts';
export { type RunningGateway, startGateway } from './server.ts';
export { CompositionError, compose, type SubgraphAddress, type SubgraphSdl } from './supergraph/compose.ts';
