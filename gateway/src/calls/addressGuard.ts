import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { Pool } from 'undici';

/** Keeps the gateway from calling internal addresses when somebody registers a URL of theirs (server-side request forgery). */
export interface AddressGuard {
  /** Why a URL may not be called; null when its host is an address that may be called, or a name. */
  whyRefused(url: string): string | null;
  /**
   * Resolves host names, and fails when one of the addresses may not be called. Each connection resolves its name with it, so a name that is changed after
   * the URL was checked gives no access.
   */
  readonly lookup: LookupFunction;
  /** The `connect` option of undici for a URL. Connections fail when the address of the URL, or one that its name resolves to, may not be called. */
  connectOption(url: string): NonNullable<Pool.Options['connect']>;
}

/** IPv4 ranges that are not public (RFC 6890 and the registries of IANA). */
const NON_PUBLIC_V4: readonly (readonly [string, number])[] = [
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
/** Ranges of IPv6's global unicast that are reserved, or that tunnel to other addresses. All addresses outside of global unicast are refused as well. */
const NON_PUBLIC_V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
];

/** `networks` may be called although they are not public, such as `10.1.0.0/16`. */
export function createAddressGuard(networks: readonly string[]): AddressGuard {
  const nonPublic = new BlockList();
  for (const [net, bits] of NON_PUBLIC_V4) nonPublic.addSubnet(net, bits, 'ipv4');
  for (const [net, bits] of NON_PUBLIC_V6) nonPublic.addSubnet(net, bits, 'ipv6');
  const globalUnicast = new BlockList();
  globalUnicast.addSubnet('2000::', 3, 'ipv6');
  const allowed = new BlockList();
  for (const network of networks) {
    const [net = '', bits] = network.split('/');
    allowed.addSubnet(net, Number(bits), isIP(net) === 6 ? 'ipv6' : 'ipv4');
  }
  const isAllowed = (address: string): boolean => {
    // An IPv4-mapped IPv6 address is checked as its IPv4 address.
    const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
    if (mapped) return isAllowed(mapped);
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (allowed.check(address, family)) return true;
    return !nonPublic.check(address, family) && (family === 'ipv4' || globalUnicast.check(address, family));
  };
  const whyRefused = (url: string): string | null => {
    const host = new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
    return isIP(host) === 0 || isAllowed(host) ? null : nonPublicAddress(host);
  };
  const lookup: LookupFunction = (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '');
      const addresses = Array.isArray(found) ? found : [found];
      const refused = addresses.find(({ address }) => !isAllowed(address));
      if (refused) return callback(new Error(nonPublicAddress(hostname)), '');
      const [first] = addresses;
      if (options.all) return callback(null, addresses);
      callback(null, first?.address ?? '', first?.family);
    });
  };
  return {
    whyRefused,
    lookup,
    connectOption: (url) => {
      const reason = whyRefused(url);
      // `lookup` is not called for an address, so it is refused here.
      return reason === null ? { lookup } : (_, callback) => callback(new Error(reason), null);
    },
  };
}

/** The message does not contain the address of a name: it would let others resolve names of the internal network. */
const nonPublicAddress = (host: string): string =>
  `"${host}" is an address that is not public, and this gateway does not call it. Have the operator allow its network (SUBGRAPH_NETWORKS), or give a public address.`;
