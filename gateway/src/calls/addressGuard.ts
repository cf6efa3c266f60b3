import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { Pool } from 'undici';

/** Keeps the gateway from calling addresses inside of the house for a URL that somebody else registered (server-side request forgery). */
export interface AddressGuard {
  /** The reason why a URL may not be called; null when its host is no address, or one that may be called. */
  faultOf(url: string): string | null;
  /** Resolves host names for connections, and fails when one of the addresses may not be called: also when a name is changed after it was checked. */
  readonly lookup: LookupFunction;
  /** How connections to a URL are made: they fail where its address, or one that its name has then, may not be called. */
  connectionTo(url: string): NonNullable<Pool.Options['connect']>;
}

/** Address ranges that are not public (RFC 6890 and the registries of IANA), besides all of IPv6 that is no global unicast. */
const CLOSED_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Global unicast that stands for, or is tunnelled to, other addresses. */
const CLOSED_V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
];

/** `networks` are those that may be called although they are not public: `10.1.0.0/16`. */
export function createAddressGuard(networks: readonly string[]): AddressGuard {
  const closed = new BlockList();
  for (const [net, bits] of CLOSED_V4) closed.addSubnet(net, bits, 'ipv4');
  for (const [net, bits] of CLOSED_V6) closed.addSubnet(net, bits, 'ipv6');
  const global = new BlockList();
  global.addSubnet('2000::', 3, 'ipv6');
  const allowed = new BlockList();
  for (const network of networks) {
    const [net = '', bits] = network.split('/');
    allowed.addSubnet(net, Number(bits), isIP(net) === 6 ? 'ipv6' : 'ipv4');
  }
  const isAllowed = (address: string): boolean => {
    // An IPv4 address that is written as IPv6 is that IPv4 address.
    const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
    if (mapped) return isAllowed(mapped);
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (allowed.check(address, family)) return true;
    return !closed.check(address, family) && (family === 'ipv4' || global.check(address, family));
  };
  const faultOf = (url: string): string | null => {
    const host = new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
    return isIP(host) === 0 || isAllowed(host) ? null : closedAddress(host);
  };
  const lookup: LookupFunction = (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '');
      const addresses = Array.isArray(found) ? found : [found];
      const refused = addresses.find(({ address }) => !isAllowed(address));
      if (refused) return callback(new Error(closedAddress(hostname)), '');
      const [first] = addresses;
      if (options.all) return callback(null, addresses);
      callback(null, first?.address ?? '', first?.family);
    });
  };
  return {
    faultOf,
    lookup,
    connectionTo: (url) => {
      const fault = faultOf(url);
      // No name is looked up for an address, so that it must be refused here.
      return fault === null ? { lookup } : (_, callback) => callback(new Error(fault), null);
    },
  };
}

/** Does not say which address a name has: names of the inner network could be looked up by it. */
const closedAddress = (host: string): string =>
  `"${host}" is an address that is not public, and this gateway does not call it. Have the operator allow its network (SUBGRAPH_NETWORKS), or give a public address.`;
