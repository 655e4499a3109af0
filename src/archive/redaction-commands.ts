import type { SecretPattern } from "./redaction-patterns.ts";
import { isPlaceholder, isSecretName, redacted, withoutHashes } from "./redaction-words.ts";

/** What stands before a secret, and the secret: groups 1 and 2. */
function after(reason: string, pattern: RegExp): SecretPattern {
  return {
    reason,
    pattern,
    replace: ([, before = "", value = ""]) => isPlaceholder(value) ? undefined : `${before}${redacted}`,
  };
}

/** What stands before a secret, its name, what stands between, and the secret: groups 1 to 4. */
function named(reason: string, pattern: RegExp): SecretPattern {
  return {
    reason,
    pattern,
    replace: ([, before = "", name = "", between = "", value = ""]) =>
      isSecretName(name) && !isPlaceholder(value) ? `${before}${name}${between}${redacted}` : undefined,
  };
}

/** Secrets that programs take in a form of their own, on command lines and in their configuration. */
export const commandPatterns: readonly SecretPattern[] = [
  {
    reason: "account on a command line",
    pattern: /((?:^|[\s"'])(?:-u|--user)(?:[ \t]+|=|["'],[ \t]*["'])[^\s:"',]+:)([^\s"',]+)/gm,
    replace: ([, before = "", value = ""]) =>
      /^\d+$/.test(value) || isPlaceholder(value) ? undefined : `${before}${redacted}`,
  },
  after("account on a command line", /(\bcurl\b[^\n]{0,200}?[\s"']-u[^\s:"',-][^\s:"',]{0,100}:)([^\s"',]+)/g),
  after("password on a command line", /(\bredis-cli\b[^\n]{0,200}?[\s"',]-a(?:[ \t]+|["'],[ \t]*["']))([^\s"',]+)/g),
  after("password on a command line", /(\b(?:mysql|mariadb)[\w-]*\b[^\n]{0,200}?[\s"',]-p)([^\s"',]+)/g),
  after(
    "password on a command line",
    /(\b(?:sshpass|docker[ \t]+login|mongo\w*)\b[^\n]{0,200}?[\s"',]-p(?:[ \t]*|["'],[ \t]*["']))([^\s"',]+)/g,
  ),
  {
    reason: "accounts of a middleware",
    pattern: /(auth\.users["']?[ \t]*[=:][ \t]*["']?)([^\s"']+)/gi,
    replace: ([, before = "", users = ""]) => `${before}${withoutHashes(users)}`,
  },
  {
    reason: "accounts of a middleware",
    pattern: /(^[ \t]*users[ \t]*=[ \t]*\[)([^\]]{1,2000})/gm,
    replace: ([, before = "", users = ""]) => `${before}${withoutHashes(users)}`,
  },
  {
    reason: "secret header",
    pattern: /(\b(?:proxy_set_header|fastcgi_param|add_header)[ \t]+)([\w-]+)([ \t]+)("[^"\n]*"|'[^'\n]*'|[^\s;]+)/g,
    replace: ([, before = "", name = "", between = "", value = ""]) => {
      const [, quote = "", scheme = "", secret = ""] = /^(["']?)((?:[A-Za-z]+ )?)(.*?)\1$/.exec(value) ?? [];
      if (!isSecretName(name) || isPlaceholder(secret) || /^\$\w+$/.test(secret)) return undefined;
      return `${before}${name}${between}${quote}${scheme}${redacted}${quote}`;
    },
  },
  after("cookie", /(\bCookie:[ \t]*)([^\s"'=]+=[^"'\n]+)/g),
  after("password in netrc", /(\blogin[ \t]+\S+\s+password[ \t]+)(\S+)/g),
  after("password in pgpass", /(^(?![0-9a-f:]+$)[^\s:#]+:(?:\d{4,5}|\*):[^\s:]+:[^\s:]+:)(\S+)$/gm),
  after("password hash", /(^[\w.@-]{1,60}:)((?!\/\/)(?=[a-z0-9./]*[A-Z])(?=[A-Z./]*[a-z0-9])[A-Za-z0-9./]{13})\r?$/gm),
  after("password of Redis", /(\buser[ \t]+\S+[ \t]+(?:[^\s>]+[ \t]+){0,9}>)(\S+)/g),
  after("password of Redis", /(\bauth-pass[ \t]+\S+[ \t]+)(\S+)/g),
  after("password of HAProxy", /(\binsecure-password[ \t]+)(\S+)/g),
  after("password of HAProxy", /(\bstats[ \t]+auth[ \t]+[^\s:]+:)(\S+)/g),
  after(
    "password in words",
    /(\b(?:password|passphrase|token|secret)[ \t]+(?:is|was)[ \t]+["']?)((?=[^\s"']*\d)[^\s"']{6,})/gi,
  ),
  named("secret in PHP", /(\bdefine\(\s{0,9}["'])(\w+)(["']\s{0,9},\s{0,9}["'])([^"'\n]+)/g),
  named("secret name", /(^[ \t]*[$])(\w+)([ \t]*=[ \t]*["'])([^"'\n]+)/gm),
  named("secret in XML", /(<)([\w.-]{1,60})(>)([^<]{1,500})(?=<\/)/g),
  named("secret in XML", /(\b(?:key|name)=")([^"\n]{1,60})("[^<>\n]{0,100}?\bvalue=")([^"\n]+)/g),
  after("private key", /(\bPrivate-Lines: \d+\r?\n)((?:[A-Za-z0-9+/=]+(?:\r?\n(?!Private-)|$))+)/g),
];
