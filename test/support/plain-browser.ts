interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly location: string;
  readonly text: string;
  readonly url: URL;
}

/** Keeps cookies and follows nothing by itself: for tests of who is let in, over real HTTP, without scripts. */
export class PlainBrowser {
  readonly jar = new Map<string, string>();
  constructor(private readonly home: string) {}

  async open(address: string, form?: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    const url = new URL(address, this.home);
    const cookies = [...this.jar].map((pair) => pair.join('=')).join('; ');
    const typed = form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', origin: url.origin, 'sec-fetch-site': 'same-origin' };
    const answer = await fetch(url, {
      method: form === undefined ? 'GET' : 'POST', redirect: 'manual', headers: { ...(cookies !== '' && { cookie: cookies }), ...typed, ...headers },
      ...(form !== undefined && { body: new URLSearchParams(form).toString() }),
    });
    for (const line of answer.headers.getSetCookie()) this.keep(line);
    return { status: answer.status, headers: answer.headers, location: answer.headers.get('location') ?? '', text: await answer.text(), url };
  }

  /** Follows redirects to the end, or to the first address that `until` recognises, which is not opened. */
  async follow(answer: Answer, until = (_address: string) => false): Promise<Answer> {
    let last = answer;
    while (last.location !== '' && !until(last.location)) last = await this.open(new URL(last.location, last.url).href);
    return last;
  }

  /** The hidden token of the first form on a page. */
  async token(path: string): Promise<string> {
    const { text } = await this.open(path);
    const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec(text) ?? [];
    return token;
  }

  private keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) this.jar.delete(name);
    else this.jar.set(name, value);
  }
}
