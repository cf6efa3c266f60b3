/** The `content-disposition` by which a browser saves a file under a name (RFC 6266); one in Chinese goes in `filename*`. */
export const attachment = (name: string): string =>
  `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, percentEncoded)}`;

const percentEncoded = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
