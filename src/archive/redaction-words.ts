/** What stands where a secret stood. */
export const redacted = "«redacted»";

const secretWord =
  /(?:password|passwd|passphrase|passwort|kennwort|pwd|secret|token|apikey|credentials?|requirepass|masterauth|htpasswd|authorization|secret_key_base|erlang_cookie)$/;
const secretPlural = /(?:^|_)passwords$|^(?:access_|api_|auth_|bearer_)?tokens$/;
const secretPair =
  /(?:^|_)(?:access|account|api|app|application|auth|consumer|cookie|encryption|hmac|jwt|license|master|preshared|private|secret|service|session|shared|signing|unlock)_?key$/;
const shortPass =
  /(?:^|_)(?:admin|app|auth|bind|db|ftp|ldap|mail|mongo|my|mysql|pg|rabbit|redis|root|smtp|sql|ssh|user|web)?(?:pass|pw)$/;
const shortWord = /(?:^|_)psk$|_salt$|(?:^|_)(?:admin|user)_pin$|(?:^|_)hmac_?encoded$|(?:^|_)param_key$/;

/** Most names are none, which one quick search tells. */
const worthALook = /pass|pw|kennwort|secret|token|key|credential|auth|cookie|psk|salt|pin|hmac/i;

/**
 * Whether a name is that of a secret: `MINIO_ROOT_PASSWORD`, `clientSecret`, `secret_key`, `--api-key`, `PASSWORD_1`.
 * The last word decides, so `password_file`, `secretName`, `token_ttl`, `secrets` and `tokenizer` are none.
 */
export function isSecretName(name: string): boolean {
  if (!worthALook.test(name)) return false;
  const words = name.replace(/^-+/, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/_?\d{1,3}$/, "");
  return [secretWord, secretPair, shortPass, shortWord, secretPlural].some((form) => form.test(words));
}

/** Whether a name is one under which `user:password` stands, as it is or in base64. */
export function isAccountName(name: string): boolean {
  return /(?:^|[_.-])(?:basic_?auth|_?auth|userpwd|proxy_user)$/i.test(name);
}

/** Whether a text is `user:password`, as it is or in base64. */
export function isAccount(text: string): boolean {
  return /^[^\s:/]+:(?!\/\/)[^\s:]+$/.test(text) || isEncodedAccount(text);
}

/** Whether base64 text holds `user:password`. */
export function isEncodedAccount(text: string): boolean {
  if (text.length > 2_000 || text.length < 4) return false;
  try {
    // deno-lint-ignore no-control-regex
    return /^[^\x00-\x1f\x7f-\xff:]*:[^\x00-\x1f\x7f-\xff]+$/.test(atob(text));
  } catch {
    return false;
  }
}

const placeholder =
  /^(?:|~|null|none|nil|true|false|yes|no|<secret>|\$\$?\{\{?[ \w.]+(?::?\?[^}]*)?\}?\}|\$\{(?:env|file|secret|sys)[:.][^}]*\}|\{\{[^}"']*\}\}|%\{[^}]*\})$/i;

/** Whether a value only stands for a secret, or is none: empty, `${NAME}`, `$NAME`, a template, `<secret>`, a boolean. */
export function isPlaceholder(value: string): boolean {
  return value === redacted || placeholder.test(value) || /^\$\$?[A-Z_][A-Z0-9_]*$/.test(value);
}

/** What to write for a secret: nothing where it is none, `${NAME:-«redacted»}` where it is a variable's default. */
export function withoutSecret(value: string): string | undefined {
  if (isPlaceholder(value)) return undefined;
  const fallback = /^(\$\$?\{\w+:?-)([^{}]+)(\})$/.exec(value);
  if (fallback === null) return redacted;
  return isPlaceholder(fallback[2] ?? "") ? undefined : `${fallback[1]}${redacted}}`;
}

/** `user:hash` and `user:realm:hash`, also many between commas, without what stands after the last colon of each. */
export function withoutHashes(users: string): string {
  return users.replace(/([^\s,:"']+:)([^\s,"']+)/g, (whole, user: string, rest: string) => {
    const realm = /^[^:$]*:/.exec(rest)?.[0] ?? "";
    return withoutSecret(rest.slice(realm.length)) === undefined ? whole : `${user}${realm}${redacted}`;
  });
}
