import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Poster } from "./poster";

const drawn = (imageUrl?: string) =>
  renderToStaticMarkup(<Poster title="Alien" year={1979} imageUrl={imageUrl} />);

test("the drawn poster with its title is below the real one, which leaves no sign of a broken image", () => {
  expect(drawn()).not.toContain("url(");
  const html = drawn("https://posters.example.org/1.jpg");
  expect(html).toContain("Alien");
  expect(html).not.toContain("<img");
  expect(html).toContain("background-image:url(&quot;https://posters.example.org/1.jpg&quot;)");
});

test("an address cannot leave its quotes", () => {
  const html = drawn('https://a.example/1") ; color:red; x:url("\\\n');
  expect(html).toContain(
    "url(&quot;https://a.example/1%22)%20;%20color:red;%20x:url(%22%5C%0A&quot;)",
  );
});
