import { Anchor, type AnchorProps, Button, type ButtonProps, NavLink, type NavLinkProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentPropsWithRef } from "react";

type OfAnchor<P> = P & Omit<ComponentPropsWithRef<"a">, keyof P>;

function AnchorBase(props: OfAnchor<AnchorProps>) {
  return <Anchor {...props} />;
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
export const RailLink = createLink(NavBase);
