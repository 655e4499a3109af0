import { isPlaceholder, isSecretName, redacted } from "./redaction-words.ts";

/** A form by which a secret is known wherever it stands; `replace` is `undefined` where the match is none after all. */
export interface SecretPattern {
  readonly reason: string;
  readonly pattern: RegExp;
  replace(match: RegExpExecArray): string | undefined;
}

const keep = (match: RegExpExecArray, from = 1) => `${match[from] ?? ""}${redacted}`;

/** Known forms, in the order in which they are looked for. */
export const secretPatterns: readonly SecretPattern[] = [
  {
    reason: "password hash",
    pattern: /(:|^|[\s"'=,])\$?\$(?:apr1|1|5|6|y|2[abxy]|argon2(?:id|i|d)|pbkdf2[\w-]*|scrypt)\$\$?[^\s"',:]{8,}/gm,
    replace: (match) => keep(match),
  },
  {
    reason: "password hash",
    pattern: /(:)\{S?SHA(?:256|512)?\}[A-Za-z0-9+/]{16,}=*/g,
    replace: (match) => keep(match),
  },
  {
    reason: "password in a URL",
    pattern: /\b([a-z][a-z0-9+.-]{0,30}:\/\/[^\s/@:"'<>?#]{0,200}:)([^\s/"'<>?#]{1,500})(@)/gi,
    replace: (match) => isPlaceholder(match[2] ?? "") ? undefined : `${match[1]}${redacted}@`,
  },
  {
    reason: "token in a URL",
    pattern: /\b([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/@:"'<>?#$«]{20,500}(@)/gi,
    replace: (match) => `${match[1]}${redacted}@`,
  },
  {
    reason: "password in a data source name",
    pattern: /(^|[\s"'=])([\w.-]+:)([^\s:@/"']+)(@(?:tcp|unix)\()/gm,
    replace: (match) => isPlaceholder(match[3] ?? "") ? undefined : `${match[1]}${match[2]}${redacted}${match[4]}`,
  },
  {
    reason: "secret in a URL's query",
    pattern: /([?&;])([\w.-]{1,60})(=)([^&\s"'#;<>]+)/g,
    replace: (match) => {
      const [, before = "", name = "", equals = "", value = ""] = match;
      const secret = isSecretName(name) || /^(?:sig|signature|x-amz-signature)$/i.test(name);
      return secret && !isPlaceholder(value) ? `${before}${name}${equals}${redacted}` : undefined;
    },
  },
  {
    reason: "bearer token",
    pattern: /\b(Bearer[ \t]+)(?=[^\s"']*\d|[^\s"']{20})([A-Za-z0-9._~+/-]{8,}=*)/gi,
    replace: (match) => keep(match),
  },
  {
    reason: "basic authorization",
    pattern: /\b(Basic[ \t]+)([A-Za-z0-9+/]{4,}={0,2})/gi,
    replace: (match) => isAccount(match[2] ?? "") ? keep(match) : undefined,
  },
  {
    reason: "account on a command line",
    pattern: /((?:^|[\s"'])(?:-u|--user)(?:[ \t]+|=|["'],[ \t]*["'])[^\s:"',]+:)([^\s"',]+)/gm,
    replace: (match) => /^\d+$/.test(match[2] ?? "") || isPlaceholder(match[2] ?? "") ? undefined : keep(match),
  },
  {
    reason: "password on a command line",
    pattern: /(\bredis-cli\b[^\n]{0,200}?[\s"',]-a(?:[ \t]+|["'],[ \t]*["']))([^\s"',]+)/g,
    replace: (match) => isPlaceholder(match[2] ?? "") ? undefined : keep(match),
  },
  { reason: "AWS access key", pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, replace: () => redacted },
  { reason: "Swarm join token", pattern: /\bSWMTKN-1-[0-9a-z]{10,}-[0-9a-z]{10,}/g, replace: () => redacted },
  { reason: "Swarm unlock key", pattern: /\bSWMKEY-1-[A-Za-z0-9+/]{20,}/g, replace: () => redacted },
  {
    reason: "access token",
    pattern:
      /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|xox[abeoprs]-[\w-]{10,}|sk_live_\w{16,}|AIza[\w-]{35}|hvs\.[\w-]{20,}|glsa_\w{20,}|dckr_pat_[\w-]{20,})/g,
    replace: () => redacted,
  },
  { reason: "JSON web token", pattern: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+/g, replace: () => redacted },
  {
    reason: "webhook address",
    pattern: /(hooks\.slack\.com\/(?:services|workflows)\/|discord(?:app)?\.com\/api\/webhooks\/)[\w/-]{8,}/g,
    replace: (match) => keep(match),
  },
  {
    reason: "secret in XML",
    pattern: /(<([\w.-]{1,60})>)([^<]{1,500})(?=<\/)/g,
    replace: (match) =>
      isSecretName(match[2] ?? "") && !isPlaceholder((match[3] ?? "").trim()) ? keep(match) : undefined,
  },
];

/** Whether base64 text holds `user:password`. */
function isAccount(text: string): boolean {
  try {
    // deno-lint-ignore no-control-regex
    return /^[^\x00-\x1f:]*:[^\x00-\x1f]+$/.test(atob(text));
  } catch {
    return false;
  }
}
