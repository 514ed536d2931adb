import { Anchor, type AnchorProps, Button, type ButtonProps, NavLink, type NavLinkProps } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { createLink } from "@tanstack/react-router";
import type { ComponentPropsWithRef } from "react";

type OfAnchor<P> = P & Omit<ComponentPropsWithRef<"a">, keyof P>;

function AnchorBase(props: OfAnchor<AnchorProps>) {
  return <Anchor {...props} />;
}
function BackBase({ children, ...props }: OfAnchor<AnchorProps>) {
  return (
    <Anchor
      size="sm"
      display="inline-flex"
      style={{ alignItems: "center", gap: 4, alignSelf: "flex-start" }}
      {...props}
    >
      <IconArrowLeft size={14} aria-hidden />
      {children}
    </Anchor>
  );
}
function ButtonBase(props: OfAnchor<ButtonProps>) {
  return <Button component="a" {...props} />;
}
function NavBase(props: OfAnchor<NavLinkProps>) {
  return <NavLink {...props} />;
}

/** Mantine's looks on the router's typed links. */
export const TextLink = createLink(AnchorBase);
export const ButtonLink = createLink(ButtonBase);
/** From a thing to the list that it stands in. */
export const BackLink = createLink(BackBase);
export const RailLink = createLink(NavBase);
