/** What stands where a secret stood. */
export const redacted = "«redacted»";

const secretWord =
  /(?:password|passwd|passphrase|pwd|secret|token|apikey|credentials?|requirepass|masterauth|htpasswd|authorization)$/;
const secretPair =
  /(?:^|_)(?:api|access|account|auth|encryption|license|master|private|secret|service|shared|signing|unlock)_key$/;
const shortPass = /(?:^|_)(?:db|my|mysql|pg|redis|root|smtp|user)?pass$/;

/**
 * Whether a name is that of a secret: `MINIO_ROOT_PASSWORD`, `clientSecret`, `secret_key`, `--api-key`.
 * The last word decides, so `password_file`, `secretName`, `token_ttl`, `secrets` and `tokenizer` are none.
 */
export function isSecretName(name: string): boolean {
  const words = name.replace(/^-+/, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_");
  return secretWord.test(words) || secretPair.test(words) || shortPass.test(words);
}

/** Whether a name is one under which `user:password` stands. */
export function isAccountName(name: string): boolean {
  return /(?:^|[_.-])(?:basic_?auth|auth|userpwd|proxy_user)$/i.test(name);
}

/** Whether a value only stands for a secret, or is none: empty, a variable, a template, `<secret>`, a boolean. */
export function isPlaceholder(value: string): boolean {
  return /^(?:|~|null|none|nil|true|false|yes|no|\*[\w-]+|<[\w -]*>|\$\$?\{[^}:]*(?::?\?[^}]*)?\}|\$\$?[A-Za-z_]\w*|\$\([^)]*\)|\{\{[^}]*\}\}|%\{[^}]*\}|\*{3,}|x{4,})$/i
    .test(value) || value.includes(redacted);
}
