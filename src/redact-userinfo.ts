/** Hides the user and the password in a URL. Pure. */

/** The user and the password in a URL, also as JSON escapes its slashes; not where a message of ours shows the form. */
const USERINFO = /(?<=:(?:\/\/|\\\/\\\/))(?!user:password@host:port,)[^\s/?#"<>\\]+(?=@)/g;

/** Hides who a URL is asked as: user and password, whoever wrote them. */
export function hideUserinfo(text: string): string {
  return text.includes('@') ? text.replace(USERINFO, '***') : text;
}
