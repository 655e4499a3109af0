import { isEncodedAccount, isPlaceholder, isSecretName, redacted } from "./redaction-words.ts";

/** A form by which a secret is known wherever it stands; `replace` is `undefined` where the match is none after all. */
export interface SecretPattern {
  readonly reason: string;
  readonly pattern: RegExp;
  replace(match: RegExpExecArray): string | undefined;
}

const keep = (match: RegExpExecArray, from = 1) => `${match[from] ?? ""}${redacted}`;
const whole = (reason: string, pattern: RegExp): SecretPattern => ({ reason, pattern, replace: () => redacted });

/** "PRIVATE KEY" in base64, at each of the three places of a group at which it may begin. */
const encodedPrivateKey = /UFJJVkFURSBLRV|BSSVZBVEUgS0VZ|QUklWQVRFIEtFW/;

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
    reason: "private key in base64",
    pattern: /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{24,}={0,2}/g,
    replace: ([text]) => encodedPrivateKey.test(text) ? redacted : undefined,
  },
  {
    reason: "password in a URL",
    pattern: /\b([a-z][a-z0-9+.-]{0,30}:\/\/[^\s/@:"'<>?#]{0,200}:)([^\s/"'<>?#]{1,500})(@)/gi,
    replace: (match) => isPlaceholder(match[2] ?? "") ? undefined : `${match[1]}${redacted}@`,
  },
  {
    reason: "password in a URL",
    pattern:
      /\b([a-z][a-z0-9+.-]{0,30}:\/\/[^\s/@:"'<>?#[\]{}$]{1,200}:)(?!\d{1,5}(?:[/?#"'\s]|$))((?:(?!:\/\/)[^\s"<>{}$]){1,200})(@[\w[])/gi,
    replace: (match) => isPlaceholder(match[2] ?? "") ? undefined : `${match[1]}${redacted}${match[3]}`,
  },
  {
    reason: "token in a URL",
    pattern:
      /\b([a-z][a-z0-9+.-]{0,30}:\/\/)(?:[^\s/@:"'<>?#$«]{20,500}|(?=[^@]{0,20}\d)(?=[^@]{0,20}[A-Z])(?=[^@]{0,20}[a-z])[^\s/@:"'<>?#$«]{12,19})(@)/g,
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
      const secret = isSecretName(name) || /^(?:sig|signature|x-amz-signature)$/i.test(name) ||
        (before !== ";" && /^key$/i.test(name));
      return secret && !isPlaceholder(value) ? `${before}${name}${equals}${redacted}` : undefined;
    },
  },
  {
    reason: "secret in a URL's query",
    pattern: /(%3F|%26)([\w.-]{1,60})(%3D)([^&\s"'#;<>%]+)/gi,
    replace: ([, before = "", name = "", equals = ""]) =>
      isSecretName(name) ? `${before}${name}${equals}${redacted}` : undefined,
  },
  {
    reason: "bearer token",
    pattern: /\b(Bearer[ \t]+)(?=[^\s"']*\d|[^\s"']{20})([A-Za-z0-9._~+/-]{8,}=*)/gi,
    replace: (match) => keep(match),
  },
  {
    reason: "basic authorization",
    pattern: /\b(Basic[ \t]+)([A-Za-z0-9+/]{4,}={0,2})/gi,
    replace: (match) => isEncodedAccount(match[2] ?? "") ? keep(match) : undefined,
  },
  whole("AWS access key", /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g),
  whole("Swarm join token", /\bSWMTKN-1-[0-9a-z]{10,}-[0-9a-z]{10,}/g),
  whole("Swarm unlock key", /\bSWMKEY-1-[A-Za-z0-9+/]{20,}/g),
  whole("private key", /\bAGE-SECRET-KEY-1[0-9A-Z]{20,}/g),
  whole(
    "access token",
    /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|xox[abeoprs]-[\w-]{10,}|[rs]k_(?:live|test)_\w{16,}|AIza[\w-]{35}|hv[sb]\.[\w-]{20,}|gls?a_\w{20,}|dckr_pat_[\w-]{20,}|npm_[A-Za-z0-9]{20,}|pypi-[\w-]{20,}|sk-(?:proj|ant|svcacct)-[\w-]{16,}|sk-[A-Za-z0-9]{32,}|SG\.[\w-]{16,}\.[\w-]{16,}|ya29\.[\w-]{20,})/g,
  ),
  whole("JSON web token", /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+/g),
  {
    reason: "webhook address",
    pattern: /(hooks\.slack\.com\/(?:services|workflows)\/|discord(?:app)?\.com\/api\/webhooks\/)[\w/-]{8,}/g,
    replace: (match) => keep(match),
  },
  { reason: "token of a bot", pattern: /(\/bot\d{6,}:)[\w-]{20,}/g, replace: (match) => keep(match) },
];
