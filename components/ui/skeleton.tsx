/** A bar that stands for words still to come. Sizes are Tailwind classes. */
export function Bone({ className }: { className: string }) {
  return <span className={`sk ${className}`} />;
}

/** A key-tag still to come. */
export function BoneTag() {
  return (
    <span className="fob sk-fob" aria-hidden="true">
      <svg aria-hidden="true">
        <use href="#fob" />
      </svg>
    </span>
  );
}
