"use client";
import { Ellipsis, Pause, Play, RefreshCw, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { RouterOutputs } from "@/server/trpc/types";
import type { Lifecycle } from "./use-lifecycle";
import { whyOff } from "./why-off";

// Loaded at the first press of "Delete Integration".
const DeleteDialog = dynamic(() => import("./delete-dialog").then((file) => file.DeleteDialog), {
  ssr: false,
});

type Instance = Pick<RouterOutputs["integrations"]["get"], "id" | "name" | "status">;

/** The three-dot menu of an instance. What its state or the person's rights do not allow is disabled, and says why. */
export function InstanceMenu({
  integration,
  may,
  lifecycle,
  leadsTo,
}: {
  integration: Instance;
  may: { allowed: boolean; why: string | null };
  lifecycle: Lifecycle;
  leadsTo?: string;
}) {
  const [deleting, setDeleting] = useState<boolean | null>(null);
  const { status } = integration;
  const off = !may.allowed;
  const why = off ? may.why : whyOff(status);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger
          variant="outline"
          size="icon"
          aria-label={`More actions for ${integration.name}`}
        >
          <Ellipsis aria-hidden />
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {why ? <DropdownMenuLabel className="max-w-64">{why}</DropdownMenuLabel> : null}
          <DropdownMenuItem disabled={off || status !== "active"} onSelect={lifecycle.pullNow}>
            <RefreshCw aria-hidden /> Pull now
          </DropdownMenuItem>
          {status === "paused" ? (
            <DropdownMenuItem disabled={off} onSelect={lifecycle.resume}>
              <Play aria-hidden /> Resume
            </DropdownMenuItem>
          ) : (
            <DropdownMenuItem disabled={off || status !== "active"} onSelect={lifecycle.pause}>
              <Pause aria-hidden /> Pause
            </DropdownMenuItem>
          )}
          <DropdownMenuSeparator />
          <DropdownMenuItem
            variant="destructive"
            disabled={off}
            // The menu gives the focus back as it closes: the dialog opens after that.
            onSelect={() => setTimeout(() => setDeleting(true))}
          >
            <Trash2 aria-hidden /> Delete Integration
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {deleting === null ? null : (
        <DeleteDialog
          integration={integration}
          open={deleting}
          onOpenChange={setDeleting}
          leadsTo={leadsTo}
        />
      )}
    </>
  );
}
