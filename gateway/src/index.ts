export { ConfigError, type GatewayConfig, openConfig, readConfig, type SubgraphAddress } from './config.ts';
export { type RunningGateway, startGateway } from './server.ts';
export { CompositionError, compose, type SubgraphSdl } from './supergraph/compose.ts';
