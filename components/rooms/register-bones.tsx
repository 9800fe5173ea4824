import { Bone, BoneTag } from "@/components/ui/skeleton";

const ROWS = ["w-32", "w-48", "w-28", "w-56", "w-36", "w-44", "w-24", "w-40"];

/**
 * The register while it is being read: the same rows, the same heights. It shows only after a moment, so that a quick answer
 * does not flicker, and never without a script, where the page stands below it.
 */
export function RegisterBones() {
  return (
    <div className="bones" role="status" aria-label="Reading the rooms">
      <Bone className="h-12 w-52" />
      <Bone className="mt-4 h-5 w-80 max-w-full" />
      <Bone className="mt-10 mb-6 h-10 w-full max-w-sm" />
      <div className="reg" aria-hidden="true">
        {ROWS.map((width) => (
          <div className="bone-row" key={width}>
            <BoneTag />
            <div>
              <Bone className={`h-4 max-w-full ${width}`} />
              <Bone className="mt-2 h-3 w-20" />
            </div>
            <Bone className="h-4 w-10" />
            <Bone className="h-4 w-24" />
          </div>
        ))}
      </div>
    </div>
  );
}
