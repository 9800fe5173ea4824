/** Who is signed in, as a line with the first letter: on the sign-in page and on the account page. */
export function PersonLine({ name, note }: { name: string; note: string }) {
  const letter = Array.from(name.trim())[0]?.toLocaleUpperCase("en-US") ?? "·";
  return (
    <div className="person-line">
      <span className="initial" aria-hidden="true">
        {letter}
      </span>
      <div>
        <b>
          <bdi>{name}</bdi>
        </b>
        <span>{note}</span>
      </div>
    </div>
  );
}
