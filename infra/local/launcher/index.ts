export { type HouseOptions, type RunningHouse, startHouse } from './house.ts';
export { LauncherError, readOptions, type StartOptions } from './options.ts';
export { DEFAULT_PORTS, SERVICES, type ServiceName, SUBGRAPHS, type SubgraphName } from './services.ts';
