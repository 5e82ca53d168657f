"use client";
import { useMutation } from "@/components/query/use-mutation";
import { formErrors, useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";

const grouped = (secret: string): string => secret.match(/.{1,4}/g)?.join(" ") ?? secret;

/** Password, then secret and first code, then the recovery codes. Mount it anew each time. */
export function SetUpTotp({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const start = useMutation(trpc.account.startTotp.mutationOptions());
  const confirm = useMutation(trpc.account.confirmTotp.mutationOptions());
  const failed = confirm.error ?? start.error;
  const { errors, general } = formErrors(failed);
  if (confirm.data)
    return (
      <Dialog
        open
        onOpenChange={onDone}
        title="Keep these recovery codes"
        description="Each opens your account once when your phone is not at hand. They are not shown again; without phone and codes, an admin has to let you in anew."
        footer={<Button onClick={onDone}>I have kept them</Button>}
      >
        <ul
          className="grid gap-1 font-mono text-[0.8125rem] sm:grid-cols-2"
          aria-label="Recovery codes"
        >
          {confirm.data.recoveryCodes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      </Dialog>
    );
  const { data } = start;
  return (
    <Dialog
      open
      onOpenChange={onDone}
      title="Set up an authenticator app"
      description={
        data
          ? "Scan the picture with the app on your phone, or type the key into it; then enter the code that it shows."
          : "Any app for one-time codes will do. First, your password."
      }
    >
      <Form
        key={data ? "code" : "password"}
        errors={errors}
        error={general}
        pending={start.isPending || confirm.isPending}
        onSubmit={(form) =>
          data
            ? confirm.mutate({ code: String(form.get("code")) })
            : start.mutate({ password: String(form.get("password")) })
        }
      >
        {data ? (
          <>
            <svg
              role="img"
              aria-label="Picture to scan with the app"
              viewBox={`0 0 ${data.picture.size} ${data.picture.size}`}
              shapeRendering="crispEdges"
              className="w-full max-w-52 justify-self-center rounded-md bg-white text-black"
            >
              <path fill="currentColor" d={data.picture.path} />
            </svg>
            <Field
              label="Key"
              hint={
                <a href={data.link} className="underline underline-offset-4">
                  On this phone: open it in the app
                </a>
              }
            >
              <Textarea readOnly rows={2} value={grouped(data.secret)} className="font-mono" />
            </Field>
            <Field label="Code" error={errors.code} required>
              <Input name="code" inputMode="numeric" autoComplete="one-time-code" />
            </Field>
          </>
        ) : (
          <Field label="Your password" error={errors.password} required>
            <Input name="password" type="password" autoComplete="current-password" />
          </Field>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="outline" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" pending={start.isPending || confirm.isPending}>
            {data ? "Turn on" : "Continue"}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
